import type { ServiceHealth } from '@videoexpress/job-schema';

/** What the banner under the head says. */
export interface BannerWords {
  readonly tone: 'negative' | 'warning';
  readonly fact: string;
  readonly meaning: string;
  /** Where the way out is, in the studio; null where there is none to press. */
  readonly fix: { readonly label: string; readonly href: string } | null;
  /** Folded; null for none. */
  readonly details: string | null;
}

/** The queue says in its own place why it gives out no work. */
const saidElsewhere = new Set(['queue']);

const wordOf = { down: 'is down', degraded: 'is not well' } as const;

/** The banner for the service that is worst; null while none needs one. */
export function serviceBanner(services: readonly ServiceHealth[]): BannerWords | null {
  const faulty = services.filter(({ id }) => !saidElsewhere.has(id));
  const worst =
    faulty.find(({ status }) => status === 'down') ?? faulty.find(({ status }) => status === 'degraded') ?? null;
  if (worst === null || (worst.status !== 'down' && worst.status !== 'degraded')) return null;
  const { id, label, status, detail, fix } = worst;
  return {
    tone: status === 'down' ? 'negative' : 'warning',
    fact: `${label} ${wordOf[status]}.`,
    meaning: fix ?? detail,
    fix: { label: 'Show health', href: '/settings#health' },
    details: `${id}: ${status}\n${detail}${fix === null ? '' : `\n${fix}`}`,
  };
}

/** The banner while the daemon itself does not answer. */
export const awayBanner: BannerWords = {
  tone: 'negative',
  fact: 'The studio’s daemon is not answering.',
  meaning: 'Reconnecting… What you typed is kept.',
  fix: null,
  details: null,
};
