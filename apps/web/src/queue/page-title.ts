import { percentOf } from '../words/job-words.ts';
import type { QueueSections } from './queue-order.ts';

export const productName = 'VideoExpress AI';

/** What the browser's tab says: `(2) 64 % · VideoExpress AI` with two unended jobs, the first of them at 64 %. */
export function pageTitle(sections: QueueSections): string {
  const unended = sections.running.length + sections.queued.length;
  if (unended === 0) return productName;
  const fraction = sections.running[0]?.progress.fraction ?? null;
  const percent = fraction === null ? '' : ` ${percentOf(fraction)} %`;
  return `(${unended})${percent} · ${productName}`;
}
