'use client';

import { Button } from '../../parts/button.tsx';
import { LazyMenu } from '../../parts/lazy-menu.tsx';
import type { Deed } from './use-clip-deeds.tsx';

/** The first few are buttons wherever there is room; a phone shows all of them in a row to swipe. */
const inSight = ['remix', 'reproduce', 'input', 'save_frame'];
/** Those are icons in the head of the stage, which a phone has not. */
const inHead = ['star', 'reveal', 'download'];

/** What can be done with the clip, below it. */
export function ClipActions({ deeds }: { deeds: readonly Deed[] }) {
  const hidden = deeds.filter(({ id }) => !inSight.includes(id) && !inHead.includes(id));
  return (
    <div
      role="toolbar"
      aria-label="What to do with this clip"
      className="flex shrink-0 gap-2 overflow-x-auto px-4 py-4 [scrollbar-width:none] md:overflow-visible"
    >
      {deeds.map(({ id, label, icon: Icon, run }) => (
        <Button key={id} onClick={run} className={inSight.includes(id) ? '' : 'md:hidden'}>
          <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
          {label}
        </Button>
      ))}
      <LazyMenu
        label="More to do with this clip"
        className="ml-auto border border-line bg-surface-1 max-md:hidden"
        items={() =>
          hidden.map(({ id, label, icon, keys, run }) => ({
            label,
            icon,
            run,
            ...(keys === undefined ? {} : { keys }),
            startsGroup: id === 'delete',
          }))
        }
      />
    </div>
  );
}
