import type { ReactNode } from 'react';
import type { SectionId } from '../sections.ts';

interface SectionCardProps {
  readonly id: SectionId;
  readonly title: string;
  /** At the right of its head. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One section: a head, and rows with hairlines between them. */
export function SectionCard({ id, title, aside, children }: SectionCardProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-6 rounded-2 border border-line max-md:scroll-mt-4"
    >
      <div className="flex min-h-10 items-center gap-2 px-4 py-1">
        <h2 id={`${id}-title`} className="font-semibold">
          {title}
        </h2>
        {aside === undefined ? null : <div className="-mr-2 ml-auto flex items-center gap-1">{aside}</div>}
      </div>
      <div className="divide-y divide-line border-t border-line">{children}</div>
    </section>
  );
}
