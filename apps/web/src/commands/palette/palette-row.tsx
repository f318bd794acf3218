'use client';

import { Command } from 'cmdk';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface PaletteRowProps {
  /** Unlike that of any other row. */
  readonly value: string;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly end?: ReactNode;
  readonly onChoose: () => void;
}

/** One line of the palette. */
export function PaletteRow({ value, icon: Icon, label, end, onChoose }: PaletteRowProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onChoose}
      className="mx-2 flex h-10 cursor-pointer items-center gap-3 rounded-inner px-2 aria-selected:bg-surface-3"
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-2" />
      <bdi className="min-w-0 flex-1 truncate">{label}</bdi>
      <span className="shrink-0 text-meta text-text-2">{end}</span>
    </Command.Item>
  );
}

/** Rows of one kind under their name; nothing where there are none. */
export function PaletteGroup({ heading, children }: { heading: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:px-4 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-micro **:[[cmdk-group-heading]]:text-text-2"
    >
      {children}
    </Command.Group>
  );
}
