'use client';

import { useLinkedSection } from './section-hash.ts';
import { settingsSections } from './sections.ts';

const linkShape =
  'flex h-8 shrink-0 items-center rounded-2 px-3 no-underline transition-colors duration-(--t-press) max-md:h-10';
const linkStates =
  'text-text-2 hover:bg-surface-2 hover:text-text-1 aria-[current=true]:bg-surface-3 aria-[current=true]:text-text-1';

/** Links to the sections; beside them where there is room, above them where there is not. */
export function SectionNav() {
  const linked = useLinkedSection();
  return (
    <nav
      aria-label="Sections"
      className="flex gap-1 overflow-x-auto [scrollbar-width:none] max-md:-mx-4 max-md:px-4 max-md:pb-1 @min-[720px]:sticky @min-[720px]:top-0 @min-[720px]:flex-col @min-[720px]:overflow-visible"
    >
      {settingsSections.map(({ id, label }) => (
        <a key={id} href={`#${id}`} aria-current={id === linked} className={`${linkShape} ${linkStates}`}>
          {label}
        </a>
      ))}
    </nav>
  );
}
