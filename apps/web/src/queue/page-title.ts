import { percentOf } from '../words/job-words.ts';
import type { QueueCounts } from './queue-counts.ts';
import type { QueueSections } from './queue-order.ts';

export const productName = 'VideoExpress AI';

const anyPrefix = /^\(\d+\)(?: \d+ %)? · /;

/** How far the first of the running jobs is; null while nobody can tell, undefined while nothing is on its way. */
export function leadingFraction(sections: QueueSections): number | null | undefined {
  if (sections.running.length + sections.queued.length === 0) return undefined;
  return sections.running[0]?.progress.fraction ?? null;
}

/** What stands before the page's own title: `(2) 64 % · ` with two unended jobs, the first of them at 64 %. */
export function titlePrefix(sections: QueueSections, { running, waiting }: QueueCounts): string {
  const fraction = leadingFraction(sections);
  if (fraction === undefined) return '';
  const percent = fraction === null ? '' : ` ${percentOf(fraction)} %`;
  return `(${running + waiting})${percent} · `;
}

/** A title with this prefix in place of the one it has. */
export function withTitlePrefix(title: string, prefix: string): string {
  return prefix + title.replace(anyPrefix, '');
}
