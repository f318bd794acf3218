'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** Whether the focus is where it should be: on what the tab or a dialog chose, or now on the tab's heading. */
function takeFocus(area: HTMLElement): boolean {
  const focused = document.activeElement;
  if (focused !== null && (area.contains(focused) || focused.closest('dialog, [role=dialog]') !== null)) return true;
  const heading = area.querySelector<HTMLElement>('h1');
  if (heading === null) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}

/**
 * After a change of tab, puts the focus on the new tab's heading, so that a keyboard goes on there and a screen reader
 * says where it is. Where the tab itself took the focus, as Generate does for its prompt, that stands.
 */
export function TabFocus() {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const area = document.getElementById('tab');
    if (area === null || takeFocus(area)) return;
    // The tab itself is still on its way.
    const watch = new MutationObserver(() => {
      if (takeFocus(area)) watch.disconnect();
    });
    watch.observe(area, { subtree: true, childList: true });
    return () => watch.disconnect();
  }, [pathname]);
  return null;
}
