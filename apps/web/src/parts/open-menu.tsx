'use client';

import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { IconButton } from './button.tsx';
import type { MenuItem } from './menu-item.ts';

export interface OpenMenuProps {
  readonly label: string;
  readonly items: () => readonly MenuItem[];
  readonly className: string;
}

const rowShape =
  'flex h-8 cursor-default items-center gap-2.5 rounded-inner px-2.5 text-body outline-none select-none data-highlighted:bg-surface-3 max-md:h-10';

function Items({ items }: { items: readonly MenuItem[] }) {
  return items.map(({ label, icon: Icon, run, keys, startsGroup }) => (
    <div key={label} role="presentation">
      {startsGroup === true ? <DropdownMenu.Separator className="mx-2.5 my-1 h-px bg-line" /> : null}
      <DropdownMenu.Item onSelect={run} className={rowShape}>
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-2" />
        <span className="flex-1">{label}</span>
        {keys === undefined ? null : <kbd className="pl-4 font-sans text-micro text-text-3">{keys}</kbd>}
      </DropdownMenu.Item>
    </div>
  ));
}

/** The menu itself, open from its first moment: it is loaded by the press that asks for it. */
export function OpenMenu({ label, items, className }: OpenMenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton label={label} className={`data-[state=open]:bg-surface-3 ${className}`}>
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          loop
          className="z-50 min-w-52 rounded-2 border border-line bg-surface-2 p-1 text-text-1 shadow-pop light:bg-surface-1"
        >
          <Items items={items()} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
