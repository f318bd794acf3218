import type { Figure } from './figure.ts';
import { median } from './statistics.ts';
import { isMet, shareOfLimit } from './verdict.ts';

const heads = ['figure', 'goal', 'median', 'min – max', 'limit', 'of limit', 'met'];
const numeric = new Set([2, 3, 4, 5]);

/** All figures as lines of text, one below the other, with what each limit is at the end. */
export function table(figures: readonly Figure[]): string {
  const rows = [heads, ...figures.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        numeric.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const limits = new Map(figures.flatMap(({ name, limit }) => (limit === null ? [] : [[name, limit.what] as const])));
  return [...lines, '', 'Limits:', ...[...limits].map(([name, what]) => `  ${name}: ${what}`)].join('\n');
}

function cells(figure: Figure): string[] {
  const { name, unit, values, limit } = figure;
  const share = shareOfLimit(figure);
  const met = isMet(figure);
  return [
    name,
    goalText(figure),
    `${amount(median(values))} ${unit}`,
    `${amount(Math.min(...values))} – ${amount(Math.max(...values))}`,
    limit === null ? '' : `${amount(median(limit.values))} ${unit}`,
    share === null ? '' : shareText(share),
    met === null ? '' : met ? 'yes' : 'NO',
  ];
}

function goalText({ goal, unit }: Figure): string {
  switch (goal.kind) {
    case 'none':
      return '';
    case 'at_most':
      return `<= ${amount(goal.value)} ${unit}`;
    case 'at_least_share':
      return `>= ${Math.round(goal.share * 100)} % of limit`;
    case 'at_most_ratio':
      return `<= ${goal.ratio} x limit`;
  }
}

function shareText(share: number): string {
  return share < 1.5 ? `${Math.round(share * 100)} %` : `${amount(share)} x`;
}

/** Three digits that say something. */
export function amount(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
