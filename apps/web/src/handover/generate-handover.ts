import type { AssetId, ClipSettings } from '@videoexpress/job-schema';
import { useSyncExternalStore } from 'react';

type HandedSettings = Pick<ClipSettings, 'kind' | 'engine' | 'input'>;

/** What another part of the studio hands to the Generate form. */
export type GenerateHandover =
  /** Remix: the settings with a new seed. Reproduce: with the same. */
  | { readonly how: 'remix' | 'reproduce'; readonly settings: HandedSettings }
  /** Extend: its settings, and the picture of its last frame to start from. */
  | { readonly how: 'extend'; readonly settings: HandedSettings; readonly image: AssetId }
  /** Finish: the settings with the same seed, in high quality. */
  | { readonly how: 'finish'; readonly settings: HandedSettings }
  /** A picture of the library becomes the start image; the rest of the form stays. */
  | { readonly how: 'start_image'; readonly image: AssetId };

let waiting: GenerateHandover | null = null;
const listeners = new Set<() => void>();

function set(next: GenerateHandover | null): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Leaves something for the form, which takes it as soon as it is there. Going to `/` is the caller's. */
export function handToGenerate(handover: GenerateHandover): void {
  set(handover);
}

/** Takes what was left for the form, once. */
export function takeHandover(): GenerateHandover | null {
  const taken = waiting;
  if (taken !== null) set(null);
  return taken;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What waits for the form; null most of the time. */
export function useWaitingHandover(): GenerateHandover | null {
  return useSyncExternalStore(
    subscribe,
    () => waiting,
    () => null,
  );
}
