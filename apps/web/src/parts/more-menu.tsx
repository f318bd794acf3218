'use client';

import { Ellipsis } from 'lucide-react';
import { iconButtonClasses } from './button.tsx';
import { Menu } from './menu.tsx';
import type { MenuItem } from './menu-items.ts';

interface MoreMenuProps {
  readonly label: string;
  /** Asked for when the menu opens. */
  readonly items: () => readonly MenuItem[];
  readonly className?: string;
}

/** A button with three dots and a menu behind it. */
export function MoreMenu({ label, items, className = '' }: MoreMenuProps) {
  return (
    <Menu
      label={label}
      buttonLabel={label}
      items={items}
      align="end"
      className={`${iconButtonClasses} data-[state=open]:bg-surface-3 ${className}`}
    >
      <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
    </Menu>
  );
}
