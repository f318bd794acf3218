import { type EnginePause, usdWords } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { EngineRegistry } from '../engines/engine-registry.ts';
import type { EnginePauses } from '../jobs/engine-pauses.ts';
import type { ClaimRequest } from '../jobs/job-store.ts';
import type { BudgetHold } from './budget.ts';
import { monthAt } from './calendar-month.ts';

export interface BudgetKeeperDeps {
  /** US dollars a month; null: no limit. */
  readonly limitUsd: () => number | null;
  readonly clock: Clock;
  readonly timeZone: () => string;
  readonly engines: EngineRegistry;
  readonly pauses: EnginePauses;
}

export interface BudgetKeeper {
  /** What a claim has to keep to at this moment. */
  now(): ClaimRequest['budget'];
  /** Says of each engine that had room whether it waits for money. One that had none is left as it was. */
  note(held: readonly BudgetHold[], room: ReadonlyMap<string, number>): void;
  /** The wall time at which what waits for money may go on by itself: the next month. Infinity: nothing waits. */
  liftsAtMs(): number;
}

/** Tells everyone which engines wait because their next job would pass the month's budget. What runs is never stopped by it. */
export function createBudgetKeeper(deps: BudgetKeeperDeps): BudgetKeeper {
  const { clock, timeZone, engines, pauses } = deps;
  const month = () => monthAt(clock.now(), timeZone());

  function pauseOf(hold: BudgetHold): EnginePause {
    const label = engines.get(hold.engine)?.description.label ?? hold.engine;
    return {
      engine: hold.engine,
      reason: 'budget_reached',
      userMessage: words(label, hold, month().endMs, timeZone()),
    };
  }

  return {
    now() {
      const limitUsd = deps.limitUsd();
      return limitUsd === null ? null : { limitUsd, sinceMs: month().startMs };
    },
    note(held, room) {
      for (const [engine, places] of room) {
        const hold = held.find((each) => each.engine === engine);
        if (hold !== undefined) pauses.put(pauseOf(hold));
        else if (places > 0) pauses.lift(engine, 'budget_reached');
      }
    },
    liftsAtMs: () =>
      pauses.list().some(({ reason }) => reason === 'budget_reached') ? month().endMs : Number.POSITIVE_INFINITY,
  };
}

/** One sentence: what happened, the money, the way out. */
function words(label: string, hold: BudgetHold, nextMonthMs: number, timeZone: string): string {
  const taken = usdWords(hold.spentUsd + hold.reservedUsd);
  const limit = usdWords(hold.limitUsd);
  const next = hold.nextUsd === null ? '' : `, and the next clip takes about ${usdWords(hold.nextUsd)}`;
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone }).format(nextMonthMs);
  return `${label} waits: ${taken} of this month’s budget of ${limit} is spent or reserved${next}; raise the budget in Settings, or it goes on by itself on ${day}.`;
}
