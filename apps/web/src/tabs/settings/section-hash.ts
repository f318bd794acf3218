'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { monthlyBudgetId, type SectionId, settingsSections } from './sections.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
  };
}

function sectionOfHash(): SectionId {
  const named = window.location.hash.slice(1);
  if (named === monthlyBudgetId) return 'costs';
  return settingsSections.find(({ id }) => id === named)?.id ?? 'health';
}

/** The section that the address names; the first where it names none. */
export function useLinkedSection(): SectionId {
  return useSyncExternalStore(subscribe, sectionOfHash, () => 'health');
}

/** What a person does once they look around by themselves. */
const handsOn = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Brings the section that the address names into view once everything is there, and keeps it there while what stands around it
 * still grows (health and engines answer late), until the person scrolls, points or types.
 */
export function useScrollToLinked(isReady: boolean): void {
  useEffect(() => {
    if (!isReady || window.location.hash === '') return;
    const section = document.getElementById(sectionOfHash());
    if (section === null) return;
    const held = new AbortController();
    const watcher = new ResizeObserver(() => section.scrollIntoView());
    for (const { id } of settingsSections) {
      const each = document.getElementById(id);
      if (each !== null) watcher.observe(each);
    }
    held.signal.addEventListener('abort', () => watcher.disconnect());
    const letGo = () => held.abort();
    for (const name of handsOn) window.addEventListener(name, letGo, { signal: held.signal, passive: true });
    return letGo;
  }, [isReady]);
}
