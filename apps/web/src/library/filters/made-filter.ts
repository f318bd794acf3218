/** When an asset was made, as a person chooses it. Days are those of the person's own clock, `2026-11-22`. */
export type MadeFilter =
  | { readonly kind: 'today' }
  | { readonly kind: 'last'; readonly days: number }
  | { readonly kind: 'range'; readonly from: string | null; readonly to: string | null };

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The start of a day on the person's own clock; null for a day that there is not. */
function startOfDay(day: string): Date | null {
  if (!dayPattern.test(day)) return null;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const start = new Date(year, month - 1, date);
  return start.getMonth() === month - 1 && start.getDate() === date ? start : null;
}

function daysAfter(start: Date, days: number): Date {
  const moved = new Date(start);
  // By date, not by 24 hours: a day of a clock change has 23 or 25.
  moved.setDate(moved.getDate() + days);
  return moved;
}

/** The first moment that counts and the first that no longer does, in milliseconds since 1970; null: no bound. */
export function madeBounds(filter: MadeFilter, nowMs: number): { fromMs: number | null; toMs: number | null } {
  const now = new Date(nowMs);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  switch (filter.kind) {
    case 'today':
      return { fromMs: today.getTime(), toMs: null };
    case 'last':
      return { fromMs: daysAfter(today, 1 - filter.days).getTime(), toMs: null };
    case 'range': {
      const from = filter.from === null ? null : startOfDay(filter.from);
      const to = filter.to === null ? null : startOfDay(filter.to);
      return { fromMs: from?.getTime() ?? null, toMs: to === null ? null : daysAfter(to, 1).getTime() };
    }
  }
}

/** As it stands in the address: `today`, `7d`, `2026-11-01..2026-11-22`, either end of which may be left out. */
export function madeText(filter: MadeFilter): string {
  switch (filter.kind) {
    case 'today':
      return 'today';
    case 'last':
      return `${filter.days}d`;
    case 'range':
      return `${filter.from ?? ''}..${filter.to ?? ''}`;
  }
}

/** Reads `madeText` back; null for anything else. */
export function parseMade(text: string): MadeFilter | null {
  if (text === 'today') return { kind: 'today' };
  const days = /^([1-9]\d{0,3})d$/.exec(text)?.[1];
  if (days !== undefined) return { kind: 'last', days: Number(days) };
  const parts = text.split('..');
  if (parts.length !== 2) return null;
  const [from = '', to = ''] = parts;
  const isDay = (day: string) => day === '' || startOfDay(day) !== null;
  if ((from === '' && to === '') || !isDay(from) || !isDay(to)) return null;
  return { kind: 'range', from: from === '' ? null : from, to: to === '' ? null : to };
}

/** In words: `Today`, `Last 7 days`, `1 Nov to 22 Nov 2026`. */
export function madeWords(filter: MadeFilter): string {
  switch (filter.kind) {
    case 'today':
      return 'Today';
    case 'last':
      return `Last ${filter.days} days`;
    case 'range': {
      const word = (day: string) =>
        startOfDay(day)?.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }) ?? day;
      if (filter.from === null) return `Until ${word(filter.to ?? '')}`;
      if (filter.to === null) return `Since ${word(filter.from)}`;
      return filter.from === filter.to ? word(filter.from) : `${word(filter.from)} to ${word(filter.to)}`;
    }
  }
}
