'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { type SectionId, settingsSections } from './sections.ts';

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
  return settingsSections.find(({ id }) => id === named)?.id ?? 'health';
}

/** The section that the address names; the first where it names none. */
export function useLinkedSection(): SectionId {
  return useSyncExternalStore(subscribe, sectionOfHash, () => 'health');
}

/** Brings the section that the address names into view once everything is there that moves it about. */
export function useScrollToLinked(isReady: boolean): void {
  useEffect(() => {
    if (!isReady || window.location.hash === '') return;
    document.getElementById(sectionOfHash())?.scrollIntoView();
  }, [isReady]);
}
