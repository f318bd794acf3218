'use client';

import { PencilLine } from 'lucide-react';
import { FirstRunCard } from '../../shell/first-run-card.tsx';

export const examplePrompts = [
  'A paper boat crosses a puddle after rain. The clouds part, and the water turns gold.',
  'Time-lapse of clouds sliding over two peaks. Night falls, stars wheel slowly overhead.',
  'A night train passes, lit windows blur. Then silence, and snow on the empty platform.',
  'One gust, and the old maple lets all its leaves go. They drift down in the red evening light.',
] as const;

/** What an empty studio shows: four prompts to press. */
export function Examples({ onChoose, onStart }: { onChoose: (prompt: string) => void; onStart: () => void }) {
  return (
    <div className="m-auto grid w-full max-w-[592px] gap-6 px-4 py-8">
      <FirstRunCard onStart={onStart} />
      <div className="grid gap-1">
        <h3 className="text-hero font-semibold">Write what should happen</h3>
        <p className="text-text-2">
          Start with one of these, or with words of your own. A few sentences make a few scenes.
        </p>
      </div>
      <ul className="grid gap-2">
        {examplePrompts.map((prompt) => (
          <li key={prompt} className="grid">
            <button
              type="button"
              onClick={() => onChoose(prompt)}
              className="flex items-start gap-3 rounded-2 border border-line bg-surface-1 p-3 text-left transition-colors duration-(--t-press) hover:bg-surface-2"
            >
              <PencilLine aria-hidden="true" size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-text-3" />
              <span>{prompt}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
