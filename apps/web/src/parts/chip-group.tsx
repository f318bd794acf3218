import { type ReactNode, useId } from 'react';

export interface Chip<Value extends string | number> {
  readonly value: Value;
  readonly label: ReactNode;
  /** Why it cannot be chosen; shown on hover. */
  readonly offBecause?: string | undefined;
  /** What it comes to; shown on hover. */
  readonly title?: string | undefined;
}

interface ChipGroupProps<Value extends string | number> {
  readonly label: string;
  readonly chips: readonly Chip<Value>[];
  /** Null: none of them. */
  readonly chosen: Value | null;
  readonly onChoose: (value: Value) => void;
  readonly errorId?: string | undefined;
  /** A last choice of another sort, such as a field to type in. */
  readonly children?: ReactNode;
}

const chipShape =
  'flex h-7 min-w-0 max-md:h-9 flex-auto items-center justify-center gap-1 rounded-inner border border-transparent px-0.5 text-meta font-medium whitespace-nowrap';
const chipStates =
  'cursor-pointer text-text-2 hover:text-text-1 has-checked:bg-surface-3 has-checked:text-text-1 light:has-checked:border-line light:has-checked:bg-surface-1 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:text-text-3 has-disabled:opacity-60';

/** One choice of a few, all of them in sight. Arrow keys move, as in any group of radio buttons. */
export function ChipGroup<Value extends string | number>(props: ChipGroupProps<Value>) {
  const { label, chips, chosen, onChoose, errorId, children } = props;
  const group = useId();
  return (
    <div className="grid grid-cols-[64px_minmax(0,1fr)] items-center">
      <span id={group} className="text-meta text-text-2">
        {label}
      </span>
      <div
        role="radiogroup"
        aria-labelledby={group}
        aria-describedby={errorId}
        className="flex gap-0.5 rounded-2 bg-surface-2 p-0.5"
      >
        {chips.map((chip) => (
          <label key={chip.value} title={chip.offBecause ?? chip.title} className={`${chipShape} ${chipStates}`}>
            <input
              type="radio"
              name={group}
              className="sr-only"
              checked={chip.value === chosen}
              disabled={chip.offBecause !== undefined}
              onChange={() => onChoose(chip.value)}
            />
            {chip.label}
          </label>
        ))}
        {children}
      </div>
    </div>
  );
}
