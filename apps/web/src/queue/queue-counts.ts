import type { QueueSections } from './queue-order.ts';

/** How many jobs run and wait: `1 running, 2 waiting`. */
export function countWords(sections: QueueSections): string {
  const parts = [];
  if (sections.running.length > 0) parts.push(`${sections.running.length} running`);
  if (sections.queued.length > 0) parts.push(`${sections.queued.length} waiting`);
  return parts.join(', ');
}
