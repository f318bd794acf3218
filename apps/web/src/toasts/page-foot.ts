'use client';

import { type RefCallback, useCallback } from 'react';

/**
 * For what stands fixed at the foot of a page, as the button of a form does: the notes, and what the keyboard scrolls to,
 * keep clear of it. At most one a page.
 */
export function usePageFoot(): RefCallback<HTMLElement> {
  return useCallback((foot: HTMLElement | null) => {
    if (foot === null) return;
    const { style } = document.documentElement;
    const measure = () => {
      style.setProperty('--foot-width', `${foot.offsetWidth}px`);
      style.setProperty('--foot-height', `${foot.offsetHeight}px`);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(foot);
    measure();
    return () => {
      observer.disconnect();
      style.removeProperty('--foot-width');
      style.removeProperty('--foot-height');
    };
  }, []);
}
