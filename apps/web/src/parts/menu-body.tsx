'use client';

import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import type { MenuItem } from './menu-items.ts';

export interface MenuBodyProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly align: 'start' | 'end';
  readonly side: 'top' | 'bottom';
  readonly onClose: () => void;
  readonly giveFocusBack: () => void;
}

const line =
  'flex min-h-8 max-md:min-h-10 cursor-pointer items-center gap-2 rounded-inner px-2 outline-none data-highlighted:bg-surface-3 data-disabled:cursor-default data-disabled:text-text-3';

function Line({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case 'line':
      return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
    case 'title':
      return <DropdownMenu.Label className="px-2 pt-1 pb-0.5 text-micro text-text-2">{item.label}</DropdownMenu.Label>;
    case 'choice':
      return (
        <DropdownMenu.CheckboxItem className={line} checked={item.isChosen} onSelect={item.onChoose}>
          <span className="w-4 shrink-0">
            {item.isChosen ? <Check aria-hidden="true" size={16} strokeWidth={1.75} /> : null}
          </span>
          <bdi className="min-w-0 flex-1 truncate">{item.label}</bdi>
          {item.detail === undefined ? null : <span className="text-meta text-text-2">{item.detail}</span>}
        </DropdownMenu.CheckboxItem>
      );
    case 'action':
      return (
        <DropdownMenu.Item
          className={line}
          disabled={item.offBecause !== undefined}
          title={item.offBecause}
          onSelect={item.onChoose}
        >
          <span className="w-4 shrink-0 text-text-2">{item.icon}</span>
          <bdi className="min-w-0 flex-1 truncate">{item.label}</bdi>
          {item.keys === undefined ? null : <kbd className="font-sans text-micro text-text-2">{item.keys}</kbd>}
        </DropdownMenu.Item>
      );
  }
}

/** The open list of a `Menu`. It hangs from an empty element that lies where the menu's button is. */
export function MenuBody({ label, items, align, side, onClose, giveFocusBack }: MenuBodyProps) {
  const leavesFocus = useRef(false);
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => isOpen || onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          loop
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-52 overflow-y-auto rounded-2 border border-line bg-surface-2 p-1 text-text-1 shadow-pop light:bg-surface-1"
          onInteractOutside={() => {
            leavesFocus.current = true;
          }}
          onCloseAutoFocus={(close) => {
            close.preventDefault();
            if (!leavesFocus.current) giveFocusBack();
          }}
        >
          {items.map((item) => (
            <Line key={item.id} item={item} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
