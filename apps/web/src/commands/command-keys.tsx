'use client';

import { useEffect, useEffectEvent } from 'react';
import { useSettings } from '../settings/use-settings.ts';
import { useOfferedCommands } from './command-registry.ts';
import { keyTarget } from './key-target.ts';
import { onMac } from './on-mac.ts';
import { pressedCommand } from './pressed-command.ts';

/** Keys that go on doing something while they are held down. */
const repeating = /^(?:Arrow.+|[,.])$/;

/** Runs the commands of the page by their keys. */
export function CommandKeys() {
  const commands = useOfferedCommands();
  const changed = useSettings()?.shortcuts ?? {};
  const onKeyDown = useEffectEvent((press: KeyboardEvent) => {
    // A key that ends a word of an input method is that word's.
    if (press.defaultPrevented || press.isComposing || press.key === 'Process') return;
    const command = pressedCommand(press, keyTarget(press.target), commands, changed, onMac());
    if (command === null) return;
    press.preventDefault();
    if (!press.repeat || repeating.test(press.key)) command.run();
  });
  useEffect(() => {
    const listener = (press: KeyboardEvent) => onKeyDown(press);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
  return null;
}
