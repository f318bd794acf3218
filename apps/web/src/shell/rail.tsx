'use client';

import { Link } from '../parts/soft-link.tsx';
import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { FindButton } from './find-button.tsx';
import { HealthMenu } from './health-menu.tsx';
import { railTabs, type Tab, tabAt } from './tabs.ts';
import { useMayCost } from './use-may-cost.ts';

const RailSpend = dynamic(() => import('./rail-spend.tsx').then((module) => module.RailSpend), { ssr: false });

const itemShape =
  'flex min-h-13 flex-col items-center justify-center gap-1 rounded-2 px-0.5 py-1.5 text-center text-rail font-medium no-underline transition-colors duration-(--t-press) ease-(--ease)';
const itemStates =
  'text-text-2 hover:bg-surface-2 aria-[current=page]:bg-surface-3 aria-[current=page]:text-text-1 active:bg-surface-3';

function RailItem({ tab, isHere, keyName }: { tab: Tab; isHere: boolean; keyName: number }) {
  const Icon = tab.icon;
  return (
    <Link
      href={tab.href}
      aria-current={isHere ? 'page' : undefined}
      aria-keyshortcuts={String(keyName)}
      title={`${tab.label} (${keyName})`}
      className={`${itemShape} ${itemStates} ${tab.id === 'settings' ? 'mt-auto' : ''}`}
    >
      <Icon aria-hidden="true" size={20} strokeWidth={1.5} />
      {tab.label}
    </Link>
  );
}

/** The tabs, and at the foot how everything is doing. */
export function Rail() {
  const here = tabAt(usePathname(), false);
  const mayCost = useMayCost();
  return (
    <div className="flex min-h-0 flex-col border-r border-line bg-surface-1 max-md:hidden">
      <div className="grid h-(--head-height) shrink-0 place-items-center">
        <svg aria-hidden="true" viewBox="0 0 24 24" className="size-5 fill-none stroke-current stroke-[1.75]">
          <path d="M4 5.5h16v13H4z" strokeLinejoin="round" />
          <path d="m10 9 5 3-5 3z" className="fill-current" />
        </svg>
      </div>
      <nav aria-label="Tabs" className="flex min-h-0 flex-1 flex-col gap-1 overflow-y-auto px-2 py-1">
        {railTabs.map((tab, index) => (
          <RailItem key={tab.id} tab={tab} isHere={tab.id === here} keyName={index + 1} />
        ))}
      </nav>
      <FindButton />
      <HealthMenu />
      {mayCost ? <RailSpend /> : null}
    </div>
  );
}
