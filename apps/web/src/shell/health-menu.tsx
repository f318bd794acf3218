'use client';

import { useHealth, useLivePhase } from '../live/live-provider.tsx';
import { HealthLight } from '../parts/health-light.tsx';
import { healthWords, overallHealth } from './health-words.ts';

const menuId = 'health-menu';
const footShape =
  'flex min-h-12 shrink-0 items-center justify-center gap-1.5 border-t border-line px-1 py-3 text-micro text-text-2';

/** The health light with its word at the foot of the rail; pressed, it names each service, and the way out of a fault. */
export function HealthMenu() {
  const services = useHealth();
  const phase = useLivePhase();
  if (phase === 'reconnecting') {
    return (
      // One below the other: side by side they are wider than the rail.
      <output className={`${footShape} flex-col`}>
        <HealthLight status="not_configured" />
        Reconnecting…
      </output>
    );
  }
  if (services === undefined) return <div className={footShape} />;
  const overall = overallHealth(services);
  return (
    <>
      <button
        type="button"
        popoverTarget={menuId}
        title={overall.words}
        className={`${footShape} -outline-offset-2 hover:bg-surface-2`}
      >
        <HealthLight status={overall.status} />
        <span className="sr-only">Health: </span>
        <span className="truncate">{overall.words}</span>
      </button>
      <div
        id={menuId}
        popover="auto"
        className="inset-auto bottom-4 left-22 w-80 max-w-[calc(100vw-112px)] rounded-2 border border-line bg-surface-2 text-text-1 shadow-pop light:bg-surface-1"
      >
        <ul aria-label="Health">
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
