import type { Spend, SpendMonth } from '@videoexpress/job-schema';

/** A month as one says it: `November 2026`. */
export function monthName({ month }: Pick<SpendMonth, 'month'>): string {
  const format = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** The day on which a month is over, by the calendar of the daemon's machine: `1 December`. */
export function endDay({ endsAt }: Pick<SpendMonth, 'endsAt'>, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone }).format(new Date(endsAt));
}

/** The months before this one that cost something, the newest first. */
export function monthsBefore({ months }: Spend): readonly SpendMonth[] {
  return months.slice(1).filter(({ renders }) => renders > 0);
}

/** How many renders an amount is for, and of how many nobody said what they cost: `3 renders, cost of 1 not known`. */
export function renderWords({ renders, unknown }: Pick<SpendMonth, 'renders' | 'unknown'>): string {
  const counted = renders === 1 ? '1 render' : `${renders} renders`;
  return unknown === 0 ? counted : `${counted}, cost of ${unknown} not known`;
}
