'use client';

import { type ComponentType, type ReactNode, useRef, useState } from 'react';
import type { MenuBodyProps } from './menu-body.tsx';
import type { MenuItem } from './menu-items.ts';

/** The open list, loaded once a page when a pointer or the focus comes near the first menu. */
let Body: ComponentType<MenuBodyProps> | null = null;

async function load(): Promise<ComponentType<MenuBodyProps>> {
  Body ??= (await import('./menu-body.tsx')).MenuBody;
  return Body;
}

interface MenuProps {
  /** What the list offers, read aloud. */
  readonly label: string;
  /** Said in place of the button's own words, where those are an icon. */
  readonly buttonLabel?: string;
  /** As a function it is asked when the list opens. Without a line nothing opens. */
  readonly items: readonly MenuItem[] | (() => readonly MenuItem[]);
  readonly align?: 'start' | 'end';
  readonly side?: 'top' | 'bottom';
  readonly className: string;
  readonly tabIndex?: number;
  /** Told when the list opens and closes. */
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

interface OpenList {
  readonly List: ComponentType<MenuBodyProps>;
  /** As they were when it opened; null: as they are now. */
  readonly items: readonly MenuItem[] | null;
}

/** A button that opens a list to choose from. */
export function Menu(props: MenuProps) {
  const { label, buttonLabel, items, align = 'start', side = 'bottom', className, tabIndex, onOpenChange } = props;
  const [opened, setOpened] = useState<OpenList | null>(null);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  // A press on the button of an open list closes it, as any press beside it does; it must not open it again.
  const isClosing = useRef(false);
  const open = async () => {
    const asked = typeof items === 'function' ? items() : null;
    if ((asked ?? items).length === 0) return;
    setOpened({ List: await load(), items: asked });
    onOpenChange?.(true);
  };
  const close = () => {
    setOpened(null);
    onOpenChange?.(false);
  };
  const lines = opened?.items ?? (typeof items === 'function' ? [] : items);
  return (
    <span className="relative inline-flex shrink-0">
      <button
        ref={setButton}
        type="button"
        aria-haspopup="menu"
        aria-expanded={opened !== null}
        data-state={opened === null ? 'closed' : 'open'}
        {...(buttonLabel === undefined ? {} : { 'aria-label': buttonLabel, title: buttonLabel })}
        {...(tabIndex === undefined ? {} : { tabIndex })}
        className={className}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onPointerDown={() => {
          isClosing.current = opened !== null;
        }}
        onClick={() => {
          if (!isClosing.current) void open();
          isClosing.current = false;
        }}
        onKeyDown={(press) => {
          if (press.key !== 'ArrowDown') return;
          press.preventDefault();
          press.stopPropagation();
          void open();
        }}
      >
        {props.children}
      </button>
      {opened === null ? null : (
        <opened.List
          label={label}
          items={lines}
          align={align}
          side={side}
          onClose={close}
          giveFocusBack={() => button?.focus()}
        />
      )}
    </span>
  );
}
