import type { ServiceHealth } from '@videoexpress/job-schema';
import type { ObjectError } from '@videoexpress/studio';

const base = { id: 'r2', label: 'Cloudflare R2', latencyMs: null } as const;
const minuteMs = 60_000;

/** What a person can do about each fault. */
export const objectFixes: Readonly<Record<ObjectError['code'], string>> = {
  unreachable: 'Look at the network, and at the address under Settings, Storage.',
  unauthorized: 'Make a token with Object Read & Write for this bucket, and put both of its keys under Settings, Keys.',
  clock_skew: "Set this machine's clock, best by a time server.",
  no_bucket: 'Make the bucket in the dashboard, or put the right name under Settings, Storage.',
  busy: 'Nothing; it is tried again by itself.',
  rejected: 'Look at bucket and address under Settings, Storage.',
  disk_full: 'Free some disk space.',
  cancelled: 'Try it again.',
};

export function healthy(bucket: string, latencyMs: number, clockOffMs: number): ServiceHealth {
  const minutes = Math.round(Math.abs(clockOffMs) / minuteMs);
  if (minutes < 5) {
    return { ...base, status: 'ok', latencyMs, detail: `The bucket “${bucket}” can be reached.`, fix: null };
  }
  // The client signs by the store's clock once it knows it. Browsers and logins do not.
  const detail = `The bucket can be reached, but this machine's clock is ${minutes} minutes ${clockOffMs > 0 ? 'behind' : 'ahead'}.`;
  return { ...base, status: 'degraded', latencyMs, detail, fix: objectFixes.clock_skew };
}

export function unhealthy({ code, detail }: ObjectError): ServiceHealth {
  return { ...base, status: code === 'busy' ? 'degraded' : 'down', detail, fix: objectFixes[code] };
}

export function notSetUp(missing: readonly string[], isBegun: boolean): ServiceHealth {
  const detail = isBegun
    ? `Not set up yet. Missing: ${missing.join(', ')}.`
    : 'Not set up. Finished clips are kept on this disk.';
  const fix = isBegun ? 'Bucket and address go under Settings, Storage; the keys under Settings, Keys.' : null;
  return { ...base, status: 'not_configured', detail, fix };
}

export function setUpWrong(detail: string): ServiceHealth {
  return { ...base, status: 'down', detail, fix: objectFixes.rejected };
}
