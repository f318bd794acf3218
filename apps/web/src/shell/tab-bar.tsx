'use client';

import { Link } from '../parts/soft-link.tsx';
import { usePathname } from 'next/navigation';
import { useHealth } from '../live/live-provider.tsx';
import { HealthLight } from '../parts/health-light.tsx';
import { overallHealth } from './health-words.ts';
import { barTabs, tabAt } from './tabs.ts';

const itemShape =
  'flex flex-col items-center justify-center gap-1 text-rail font-medium text-text-2 no-underline aria-[current=page]:text-text-1';

/** The tabs where the window is narrow, in reach of a thumb. Settings carries the health light. */
export function TabBar() {
  const here = tabAt(usePathname(), true);
  const services = useHealth();
  const overall = services === undefined ? null : overallHealth(services);
  return (
    <nav
      aria-label="Tabs"
      className="fixed inset-x-0 bottom-0 z-20 grid h-[calc(var(--tab-bar-height)+env(safe-area-inset-bottom))] auto-cols-fr grid-flow-col border-t border-line bg-surface-1 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {barTabs.map(({ id, href, label, icon: Icon }) => (
        <Link key={id} href={href} aria-current={id === here ? 'page' : undefined} className={itemShape}>
          <span className="relative">
            <Icon aria-hidden="true" size={20} strokeWidth={1.5} />
            {id === 'settings' && overall !== null ? (
              <span className="absolute -top-1 -right-1.5 grid rounded-full bg-surface-1 p-0.5">
                <HealthLight status={overall.status} />
              </span>
            ) : null}
          </span>
          {label}
          {id === 'settings' && overall !== null ? <span className="sr-only">Health: {overall.words}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
