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
    if (!isReady) return;
    let letGo = hold();
    const holdAnew = () => {
      letGo();
      letGo = hold();
    };
    // A link to another section names another one, and what stands above that may not be there yet either.
    window.addEventListener('hashchange', holdAnew);
    return () => {
      window.removeEventListener('hashchange', holdAnew);
      letGo();
    };
  }, [isReady]);
}

/** Keeps the section that the address names in view. Returns the way to let go of it. */
function hold(): () => void {
  const held = new AbortController();
  const letGo = () => held.abort();
  const section = window.location.hash === '' ? null : document.getElementById(sectionOfHash());
  if (section === null) return letGo;
  const watcher = new ResizeObserver(() => section.scrollIntoView());
  for (const { id } of settingsSections) {
    const each = document.getElementById(id);
    if (each !== null) watcher.observe(each);
  }
  held.signal.addEventListener('abort', () => watcher.disconnect());
  for (const name of handsOn) window.addEventListener(name, letGo, { signal: held.signal, passive: true });
  return letGo;
}
