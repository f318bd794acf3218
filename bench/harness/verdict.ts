import type { Figure } from './figure.ts';
import { median } from './statistics.ts';

/** The middle of what each run made of its own limit: the machine's speed of that moment is in both. */
export function shareOfLimit({ values, limit }: Figure): number | null {
  if (limit === null) return null;
  return median(values.map((value, run) => value / (limit.values[run] ?? Number.NaN)));
}

/** Whether a figure meets its goal; null when it has none. */
export function isMet(figure: Figure): boolean | null {
  const { goal } = figure;
  const share = shareOfLimit(figure);
  switch (goal.kind) {
    case 'none':
      return null;
    case 'at_most':
      return median(figure.values) <= goal.value;
    case 'at_least_share':
      return share !== null && share >= goal.share;
    case 'at_most_ratio':
      return share !== null && share <= goal.ratio;
  }
}
