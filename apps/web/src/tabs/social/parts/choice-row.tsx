import { useId } from 'react';
import type { Chip } from '../../../parts/chip-group.tsx';

interface ChoiceRowProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Chip<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
  readonly isLabelHidden?: boolean;
  /** The field of the content that it sets, by which the pre-flight finds it. */
  readonly field?: string;
}

const shape =
  'flex h-7 min-w-0 max-md:h-9 flex-auto items-center justify-center rounded-inner border border-transparent px-1.5 text-meta font-medium whitespace-nowrap';
const states =
  'cursor-pointer text-text-2 hover:text-text-1 has-checked:bg-surface-3 has-checked:text-text-1 light:has-checked:border-line light:has-checked:bg-surface-1 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:text-text-3 has-disabled:opacity-60';

/** One of a few, all in sight, below their name. Arrow keys move, as in any group of radio buttons. */
export function ChoiceRow<Value extends string>(props: ChoiceRowProps<Value>) {
  const { label, choices, chosen, onChoose, isLabelHidden = false, field } = props;
  const group = useId();
  return (
    <div data-field={field} className="grid min-w-0 gap-1">
      <span id={group} className={isLabelHidden ? 'sr-only' : 'text-meta text-text-2'}>
        {label}
      </span>
      <div role="radiogroup" aria-labelledby={group} className="flex gap-0.5 rounded-2 bg-surface-2 p-0.5">
        {choices.map(({ value, label: name, offBecause, title }) => (
          <label key={value} title={offBecause ?? title} className={`${shape} ${states}`}>
            <input
              type="radio"
              name={group}
              className="sr-only"
              checked={value === chosen}
              disabled={offBecause !== undefined}
              onChange={() => onChoose(value)}
            />
            {name}
          </label>
        ))}
      </div>
    </div>
  );
}
