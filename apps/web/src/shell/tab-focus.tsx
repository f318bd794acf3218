'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { takeTabFocus } from '../parts/take-tab-focus.ts';

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
    if (area === null || takeTabFocus(area)) return;
    // The tab itself is still on its way.
    const watch = new MutationObserver(() => {
      if (takeTabFocus(area)) watch.disconnect();
    });
    watch.observe(area, { subtree: true, childList: true });
    return () => watch.disconnect();
  }, [pathname]);
  return null;
}
