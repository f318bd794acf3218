'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import type { MenuItem } from './menu-items.ts';

const MenuBody = dynamic(() => import('./menu-body.tsx').then((module) => module.MenuBody), { ssr: false });

interface MenuProps {
  /** What the list offers, read aloud. */
  readonly label: string;
  /** Said in place of the button's own words, where those are an icon. */
  readonly buttonLabel?: string;
  readonly items: readonly MenuItem[];
  readonly align?: 'start' | 'end';
  readonly side?: 'top' | 'bottom';
  readonly className: string;
  readonly tabIndex?: number;
  /** Told when the list opens and closes. */
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** A button that opens a list to choose from. The list itself is loaded when it is first opened. */
export function Menu(props: MenuProps) {
  const { label, buttonLabel, items, align = 'start', side = 'bottom', className, tabIndex, onOpenChange } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const open = (next: boolean) => {
    setIsOpen(next);
    onOpenChange?.(next);
  };
  return (
    <span className="relative inline-flex shrink-0">
      <button
        ref={setButton}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        {...(buttonLabel === undefined ? {} : { 'aria-label': buttonLabel, title: buttonLabel })}
        {...(tabIndex === undefined ? {} : { tabIndex })}
        className={className}
        onClick={() => open(true)}
        onKeyDown={(press) => {
          if (press.key !== 'ArrowDown') return;
          press.preventDefault();
          press.stopPropagation();
          open(true);
        }}
      >
        {props.children}
      </button>
      {isOpen ? (
        <MenuBody
          label={label}
          items={items}
          align={align}
          side={side}
          onClose={() => open(false)}
          giveFocusBack={() => button?.focus()}
        />
      ) : null}
    </span>
  );
}
