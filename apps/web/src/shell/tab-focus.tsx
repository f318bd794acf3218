'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

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
    const focused = document.activeElement;
    const wasTaken = focused !== null && (area?.contains(focused) === true || focused.closest('dialog,[role=dialog]'));
    if (wasTaken) return;
    const heading = area?.querySelector<HTMLElement>('h1');
    if (heading === null || heading === undefined) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}
