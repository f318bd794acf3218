'use client';

import dynamic from 'next/dynamic';
import { useCommands } from '../command-registry.ts';
import { findCommand, showOverlay, useOverlay } from './palette-store.ts';

const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false });
const ShortcutList = dynamic(() => import('./shortcut-list.tsx').then((module) => module.ShortcutList), { ssr: false });

/** The keys that open the palette and the list of shortcuts. Both are loaded when they are first wanted. */
export function PaletteHost() {
  const overlay = useOverlay();
  useCommands([
    { ...findCommand, whileTyping: true, run: () => showOverlay('palette') },
    { id: 'shortcuts.open', label: 'Keyboard shortcuts', group: 'go', keys: '?', run: () => showOverlay('shortcuts') },
  ]);
  if (overlay === 'palette') return <Palette onClose={() => showOverlay(null)} />;
  if (overlay === 'shortcuts') return <ShortcutList onClose={() => showOverlay(null)} />;
  return null;
}
