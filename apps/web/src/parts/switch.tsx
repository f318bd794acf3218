interface SwitchProps {
  readonly id: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly describedBy?: string;
}

/** On or off. Its label stands beside it and names it by `id`. */
export function Switch({ id, isOn, onChange, describedBy }: SwitchProps) {
  return (
    <span className="relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-control bg-surface-2 has-checked:border-text-1 has-checked:bg-text-1 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        aria-describedby={describedBy}
        checked={isOn}
        onChange={(change) => onChange(change.target.checked)}
        className="peer absolute -inset-2.5 z-10 cursor-pointer opacity-0"
      />
      <i
        aria-hidden="true"
        className="ml-0.5 size-3.5 rounded-full bg-text-2 transition-transform duration-(--t-press) peer-checked:translate-x-4 peer-checked:bg-surface-1"
      />
    </span>
  );
}
