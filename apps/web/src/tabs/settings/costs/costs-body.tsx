'use client';

import { useQuery } from '@tanstack/react-query';
import type { Engine, Settings, SpendMonth } from '@videoexpress/job-schema';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { CallFailure, sentenceOf } from '../../../api/call-failure.ts';
import { useQueue } from '../../../live/live-provider.tsx';
import { spendQuery } from '../../../live/spend-query.ts';
import { formatUsd } from '../../../words/money.ts';
import { endDay, monthName, monthsBefore, renderWords } from './cost-months.ts';
import { MonthlyBudget } from './monthly-budget.tsx';

interface CostsBodyProps {
  readonly engines: readonly Engine[];
  readonly settings: Settings;
}

/** The budget, this month by engine, and the months before. */
export function CostsBody({ engines, settings }: CostsBodyProps) {
  const { data: spend, error } = useQuery(spendQuery);
  const month = spend?.months[0];
  const isShown = spend !== undefined && month !== undefined;
  const endWords = isShown ? ` until ${endDay(month, spend.timeZone)}` : '';
  return (
    <>
      <MonthlyBudget budgetUsd={settings.monthlyBudgetUsd} endWords={endWords} />
      <Held />
      {isShown ? (
        <>
          <Month month={month} engines={engines} isThisMonth>
            {spend.reservedUsd === 0 ? null : (
              <p className="text-meta text-text-2">
                {formatUsd(spend.reservedUsd)} more reserved for renders under way.
              </p>
            )}
          </Month>
          {monthsBefore(spend).map((each) => (
            <Month key={each.month} month={each} engines={engines} />
          ))}
          <p className="px-4 py-3 text-meta text-text-3">
            By the engines’ own words and prices; what you pay is on their bills. Months begin by the time of{' '}
            {spend.timeZone}.
          </p>
        </>
      ) : null}
      {spend === undefined && error instanceof CallFailure ? (
        <p role="alert" className="px-4 py-3 text-meta text-negative">
          {sentenceOf(error.reason)}
        </p>
      ) : null}
    </>
  );
}

/** What waits for money at this moment, in the daemon's words. */
function Held() {
  const pauses = useQueue()?.enginePauses.filter(({ reason }) => reason === 'budget_reached') ?? [];
  return pauses.map(({ engine, userMessage }) => (
    <p key={engine} className="flex gap-2 bg-warning-quiet px-4 py-3 text-meta">
      <TriangleAlert aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />
      {userMessage}
    </p>
  ));
}

interface MonthProps {
  readonly month: SpendMonth;
  readonly engines: readonly Engine[];
  readonly isThisMonth?: boolean;
  readonly children?: ReactNode;
}

function Month({ month, engines, isThisMonth = false, children }: MonthProps) {
  const name = monthName(month);
  return (
    <div className="grid gap-1 px-4 py-3">
      <div className="flex justify-between gap-4">
        <h3 className="font-medium">{isThisMonth ? 'This month' : name}</h3>
        <span className="font-medium">{formatUsd(month.usd)}</span>
      </div>
      {month.engines.length === 0 ? (
        <p className="text-meta text-text-2">Nothing was billed.</p>
      ) : (
        <ul aria-label={`Costs of ${name} by engine`} className="grid gap-1 text-meta text-text-2">
          {month.engines.map((each) => (
            <li key={each.engine} className="flex gap-3">
              <span className="text-text-1">{engines.find(({ id }) => id === each.engine)?.label ?? each.engine}</span>
              <span className="min-w-0">{renderWords(each)}</span>
              <span className="ml-auto">{formatUsd(each.usd)}</span>
            </li>
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}
