import type { ServiceHealth } from '@videoexpress/job-schema';

type LightStatus = ServiceHealth['status'];

/** Colour and shape say the same: circle well, diamond degraded, square down, ring not set up. A word stands beside it. */
const shapes: Readonly<Record<LightStatus, string>> = {
  ok: 'rounded-full bg-positive',
  degraded: 'rotate-45 rounded-[2px] bg-warning',
  down: 'rounded-[1px] bg-negative',
  not_configured: 'rounded-full border-[1.5px] border-text-3',
};

export function HealthLight({ status }: { status: LightStatus }) {
  return <span aria-hidden="true" className={`size-2 shrink-0 ${shapes[status]}`} />;
}
