'use client';

import { Button } from '../../parts/button.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
import type { MenuItem } from '../../parts/menu-items.ts';
import type { Deed } from './use-clip-deeds.tsx';

/** The first few are buttons wherever there is room; a phone shows all of them in a row to swipe. */
const inSight = ['remix', 'reproduce', 'extend', 'finish', 'input', 'save_frame'];
/** Those are icons in the head of the stage, which a phone has not. */
const inHead = ['star', 'reveal', 'download'];

/** What can be done with the clip, below it. */
export function ClipActions({ deeds }: { deeds: readonly Deed[] }) {
  const hidden = deeds.filter(({ id }) => !inSight.includes(id) && !inHead.includes(id));
  return (
    <div
      role="toolbar"
      aria-label="What to do with this clip"
      className="flex shrink-0 gap-2 overflow-x-auto px-4 py-4 [scrollbar-width:none] md:flex-wrap md:overflow-visible"
    >
      {deeds.map(({ id, label, icon: Icon, run }) => (
        <Button key={id} onClick={run} className={inSight.includes(id) ? '' : 'md:hidden'}>
          <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
          {label}
        </Button>
      ))}
      <span className="max-md:hidden">
        <MoreMenu
          label="More to do with this clip"
          className="border border-line bg-surface-1"
          items={() =>
            hidden.flatMap(({ id, label, icon: Icon, keys, run }): MenuItem[] => [
              ...(id === 'delete' ? [{ kind: 'line', id: 'line' } as const] : []),
              {
                kind: 'action',
                id,
                label,
                icon: <Icon aria-hidden="true" size={16} strokeWidth={1.75} />,
                ...(keys === undefined ? {} : { keys }),
                onChoose: run,
              },
            ])
          }
        />
      </span>
    </div>
  );
}
