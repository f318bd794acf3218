'use client';

import { Ellipsis } from 'lucide-react';
import { type ComponentType, useState } from 'react';
import { IconButton } from './button.tsx';
import type { MenuItem } from './menu-item.ts';
import type { OpenMenuProps } from './open-menu.tsx';

interface LazyMenuProps {
  readonly label: string;
  /** Asked for when the menu opens. An empty list opens nothing. */
  readonly items: () => readonly MenuItem[];
  readonly className?: string;
}

/** Loaded once a page, when a pointer or the focus comes near the first menu. */
let Loaded: ComponentType<OpenMenuProps> | null = null;

async function load(): Promise<void> {
  Loaded ??= (await import('./open-menu.tsx')).OpenMenu;
}

/** A button with three dots and a menu behind it. The menu's own code is fetched when it is first wanted. */
export function LazyMenu({ label, items, className = '' }: LazyMenuProps) {
  const [opened, setOpened] = useState<{ readonly Menu: ComponentType<OpenMenuProps> } | null>(null);
  const open = async () => {
    await load();
    if (Loaded !== null) setOpened({ Menu: Loaded });
  };
  if (opened !== null) return <opened.Menu label={label} items={items} className={className} />;
  return (
    <IconButton
      label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => void open()}
      className={className}
    >
      <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
    </IconButton>
  );
}
