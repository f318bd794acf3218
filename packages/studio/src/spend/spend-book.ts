import type { Spend, SpendMonth } from '@videoexpress/job-schema';
import { type Clock, isoTime } from '../clock.ts';
import { type CalendarMonth, monthAt, monthBefore } from './calendar-month.ts';
import type { SpendStore } from './spend-store.ts';

export interface SpendBookDeps {
  readonly store: SpendStore;
  readonly clock: Clock;
  readonly timeZone: () => string;
  readonly monthlyBudgetUsd: () => number | null;
}

/** Reads what was spent in the last `months` months, this one first. */
export function createSpendBook(deps: SpendBookDeps): (months: number) => Promise<Spend> {
  return async (months) => {
    const timeZone = deps.timeZone();
    const read: SpendMonth[] = [];
    let month = monthAt(deps.clock.now(), timeZone);
    while (read.length < months) {
      read.push(await readMonth(deps.store, month));
      month = monthBefore(month, timeZone);
    }
    return {
      timeZone,
      monthlyBudgetUsd: deps.monthlyBudgetUsd(),
      reservedUsd: await deps.store.reservedUsd(),
      months: read,
    };
  };
}

async function readMonth(store: SpendStore, { name, startMs, endMs }: CalendarMonth): Promise<SpendMonth> {
  const engines = await store.between(startMs, endMs);
  const sum = (of: (each: (typeof engines)[number]) => number) => engines.reduce((all, each) => all + of(each), 0);
  return {
    month: name,
    startsAt: isoTime(startMs),
    endsAt: isoTime(endMs),
    usd: sum(({ usd }) => usd),
    renders: sum(({ renders }) => renders),
    unknown: sum(({ unknown }) => unknown),
    engines: [...engines],
  };
}
