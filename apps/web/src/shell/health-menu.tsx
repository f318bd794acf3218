'use client';

import { HealthLight } from '../parts/health-light.tsx';
import { useHealth, useLivePhase } from '../live/live-provider.tsx';
import { healthWords, overallHealth } from './health-words.ts';

const menuId = 'health-menu';

/** The health light with its word; pressed, it names each service, and the way out where one is not well. */
export function HealthMenu() {
  const services = useHealth();
  const phase = useLivePhase();
  if (phase === 'reconnecting') {
    return (
      <output className="flex items-center gap-2 px-2.5 text-meta text-text-2">
        <HealthLight status="not_configured" />
        Reconnecting…
      </output>
    );
  }
  if (services === undefined) return null;
  const overall = overallHealth(services);
  return (
    <>
      <button
        type="button"
        popoverTarget={menuId}
        className="flex h-8 items-center gap-2 rounded-2 px-2.5 text-meta text-text-2 hover:bg-surface-2 max-md:h-10"
      >
        <HealthLight status={overall.status} />
        <span className="sr-only">Health: </span>
        {overall.words}
      </button>
      <div
        id={menuId}
        popover="auto"
        className="inset-auto top-12 right-4 w-80 max-w-[calc(100vw-32px)] rounded-2 border border-line bg-surface-2 text-text-1 shadow-pop light:bg-surface-1"
      >
        <ul>
          {services.map((service) => (
            <li key={service.id} className="grid gap-0.5 border-line px-4 py-2.5 not-first:border-t">
              <span className="flex items-center gap-2">
                <HealthLight status={service.status} />
                <span className="font-medium">{service.label}</span>
                <span className="ml-auto text-meta text-text-2">{healthWords[service.status]}</span>
              </span>
              <span className="pl-4 text-meta text-text-2">{service.detail}</span>
              {service.fix === null ? null : <span className="pl-4 text-meta text-text-1">{service.fix}</span>}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
