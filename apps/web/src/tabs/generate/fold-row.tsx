import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';

interface FoldRowProps {
  readonly label: string;
  /** What is inside, in short; shown while it is folded. */
  readonly summary: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** Less than this, in pixels, is the row alone: what it holds is loaded when it is first wanted. */
const smallestContent = 40;

/** Scrolls so far that what was just opened is in sight, once it is there. */
function bringIntoSight(row: HTMLElement): void {
  const folded = row.offsetHeight;
  const watch = new ResizeObserver(() => {
    if (row.offsetHeight < folded + smallestContent) return;
    watch.disconnect();
    row.scrollIntoView({ block: 'nearest' });
  });
  watch.observe(row);
}

/** A part of the form that is folded away until it is wanted, and says meanwhile how it stands. */
export function FoldRow({ label, summary, isOpen, onToggle, children }: FoldRowProps) {
  const body = useId();
  const row = useRef<HTMLDivElement>(null);
  const press = () => {
    if (!isOpen && row.current !== null) bringIntoSight(row.current);
    onToggle();
  };
  return (
    <div ref={row} className="grid scroll-my-4 gap-3">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={body}
        onClick={press}
        className="-mx-2 flex h-8 items-center gap-2 rounded-2 px-2 text-left hover:bg-surface-2 max-md:h-10"
      >
        <span className="font-medium">{label}</span>
        <span className="min-w-0 flex-1 truncate text-meta text-text-3">{isOpen ? '' : summary}</span>
        <ChevronDown
          aria-hidden="true"
          size={16}
          strokeWidth={1.75}
          className={`shrink-0 text-text-2 transition-transform duration-(--t-fade) ${isOpen ? 'rotate-180' : ''}`}
        />
      </button>
      <div id={body} hidden={!isOpen} className="grid gap-4">
        {isOpen ? children : null}
      </div>
    </div>
  );
}
