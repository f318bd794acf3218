interface ProgressBarProps {
  /** Measured, 0 to 1; null where it cannot be known, and then the bar says so. */
  readonly fraction: number | null;
  /** What is under way, read aloud. */
  readonly label: string;
  readonly stage: string;
}

/** Jumps to each measured value: a bar that eases would show what nobody measured. */
export function ProgressBar({ fraction, label, stage }: ProgressBarProps) {
  const words = fraction === null ? stage : `${stage}, ${Math.round(fraction * 100)} %`;
  return (
    <div className="relative h-1 overflow-hidden rounded-[2px] bg-surface-3">
      <progress
        className="sr-only"
        aria-label={label}
        aria-valuetext={words}
        max={1}
        {...(fraction === null ? {} : { value: fraction })}
      />
      {fraction === null ? (
        <i className="absolute inset-y-0 bar-waiting" />
      ) : (
        <i className="absolute inset-y-0 left-0 rounded-[2px] bg-accent" style={{ width: `${fraction * 100}%` }} />
      )}
    </div>
  );
}
