import { describedBy } from './setting-row.tsx';

interface SelectSettingProps {
  readonly id: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** One of a few, in the list that the system draws. */
export function SelectSetting({ id, value, choices, onChange }: SelectSettingProps) {
  return (
    <select
      id={id}
      value={value}
      aria-describedby={describedBy(id)}
      onChange={(change) => onChange(change.target.value)}
      className="h-8 max-w-48 rounded-2 border border-line-control bg-surface-1 px-2 text-text-1 max-md:h-10 max-md:text-title"
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
