import type { ServiceHealth } from '@videoexpress/job-schema';

const severity: Readonly<Record<ServiceHealth['status'], number>> = { ok: 0, not_configured: 1, degraded: 2, down: 3 };

export const healthWords: Readonly<Record<ServiceHealth['status'], string>> = {
  ok: 'Well',
  not_configured: 'Not set up',
  degraded: 'Degraded',
  down: 'Down',
};

/** What a service says of itself beside the word for its state, which it may begin with. */
export function withoutWord(detail: string, word: string): string {
  return detail.startsWith(`${word}. `) ? detail.slice(word.length + 2) : detail;
}

/** The state of the whole and a word for it: that of the service that is worst. What is not set up is no fault. */
export function overallHealth(services: readonly ServiceHealth[]): { status: ServiceHealth['status']; words: string } {
  const faulty = services.filter((service) => severity[service.status] > severity.not_configured);
  const worst = faulty.toSorted((a, b) => severity[b.status] - severity[a.status])[0];
  if (worst === undefined) return { status: 'ok', words: 'All well' };
  return { status: worst.status, words: `${worst.label}: ${healthWords[worst.status].toLowerCase()}` };
}
