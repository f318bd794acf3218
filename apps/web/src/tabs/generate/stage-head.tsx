import type { ReactNode } from 'react';

interface StageHeadProps {
  readonly title: string;
  /** Beside the title: which take it is. */
  readonly note?: string | null;
  readonly children?: ReactNode;
}

/** The line above the picture: what it is, and what is done with it most. */
export function StageHead({ title, note, children }: StageHeadProps) {
  return (
    <div className="flex column-head shrink-0 items-center gap-2 border-b border-line px-4 max-md:hidden">
      <h2 dir="auto" className="truncate text-read font-semibold">
        {title}
      </h2>
      {note === undefined || note === null ? null : <span className="shrink-0 text-meta text-text-3">{note}</span>}
      {children === undefined ? null : <span className="-mr-2 ml-auto flex shrink-0">{children}</span>}
    </div>
  );
}
