import type { Asset, Job } from '@videoexpress/job-schema';

/** A prompt that was written before, and when. */
export interface EarlierPrompt {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The prompts of jobs, of clips and of drafts that were never sent: newest first, each once. */
export function earlierPrompts(
  jobs: readonly Job[],
  clips: readonly Asset[],
  unsent: readonly EarlierPrompt[],
): readonly EarlierPrompt[] {
  const all: EarlierPrompt[] = [...unsent];
  for (const { input, createdAt } of jobs) {
    if (typeof input['prompt'] === 'string') all.push({ text: input['prompt'], at: Date.parse(createdAt) });
  }
  for (const { origin, createdAt } of clips) {
    if (typeof origin?.prompt === 'string') all.push({ text: origin.prompt, at: Date.parse(createdAt) });
  }
  const seen = new Set<string>();
  return all
    .toSorted((a, b) => b.at - a.at)
    .filter(({ text }) => {
      const key = text.trim();
      if (key === '' || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

/** A walk through earlier prompts. `typed` is what stood there before it began; it is never lost. */
export interface PromptWalk {
  readonly typed: string;
  /** -1 is what was typed, 0 the newest of the earlier ones. */
  readonly index: number;
  /** What the walk put into the box. Anything else there was typed since, and a new walk begins with it. */
  readonly shown: string;
}

/** One step to an older prompt or back to a newer one. Null where there is none in that direction. */
export function walkPrompts(
  walk: PromptWalk | null,
  prompts: readonly EarlierPrompt[],
  direction: 'older' | 'newer',
  current: string,
): PromptWalk | null {
  const from = walk !== null && walk.shown === current ? walk : { typed: current, index: -1, shown: current };
  const step = direction === 'older' ? 1 : -1;
  let index = from.index + step;
  // What stands there already would look as if the key did nothing.
  while (prompts[index]?.text === current) index += step;
  if (index < -1 || from.index === index) return null;
  if (index === -1) return from.index === -1 ? null : { ...from, index, shown: from.typed };
  const next = prompts[index];
  return next === undefined ? null : { ...from, index, shown: next.text };
}

/** The prompts that have every one of these words, in any case. */
export function searchPrompts(prompts: readonly EarlierPrompt[], words: string): readonly EarlierPrompt[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return prompts;
  return prompts.filter(({ text }) => {
    const lower = text.toLocaleLowerCase();
    return wanted.every((word) => lower.includes(word));
  });
}
