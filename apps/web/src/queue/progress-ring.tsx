/** The ring is drawn in a square of this many units, with the stroke inside it. */
const side = 32;
const stroke = 2.5;
const radius = (side - stroke) / 2;
const around = 2 * Math.PI * radius;

interface ProgressRingProps {
  /** Measured, 0 to 1; null draws the track alone: a ring that turned would be a second loop on the page. */
  readonly fraction: number | null;
  readonly text: string;
}

/** A measured ring with its percent inside. What it means is said by what holds it. */
export function ProgressRing({ fraction, text }: ProgressRingProps) {
  const shared = { cx: side / 2, cy: side / 2, r: radius, strokeWidth: stroke };
  return (
    <span aria-hidden="true" className="relative grid size-8 place-items-center">
      <svg viewBox={`0 0 ${side} ${side}`} className="absolute inset-0 size-full -rotate-90 fill-none">
        <circle {...shared} className="stroke-surface-3" />
        {fraction === null ? null : (
          <circle
            {...shared}
            className="stroke-accent"
            strokeDasharray={around}
            strokeDashoffset={around * (1 - fraction)}
          />
        )}
      </svg>
      <span className="text-micro">{text}</span>
    </span>
  );
}
