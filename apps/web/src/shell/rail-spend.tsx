'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useLivePhase } from '../live/live-provider.tsx';
import { spendQuery } from '../live/spend-query.ts';
import { Link } from '../parts/soft-link.tsx';
import { useSettings } from '../settings/use-settings.ts';
import { spendWords } from './spend-words.ts';

const standingWords = {
  well: '',
  near: '. The budget is nearly used up',
  reached: '. The budget is used up: paid engines wait',
} as const;

/** What this month has cost, at the foot of the rail; it leads to the costs. Nothing while nothing was ever billed. */
export function RailSpend() {
  const { data: spend } = useQuery({ ...spendQuery, enabled: useLivePhase() === 'live' });
  const settings = useSettings();
  if (spend === undefined || settings === undefined) return null;
  const words = spendWords(spend, settings.monthlyBudgetUsd);
  if (words === null) return null;
  const { spent, ofBudget, standing } = words;
  const isWell = standing === 'well';
  return (
    <Link
      href="/settings#costs"
      title={`Spent this month: ${spent} ${ofBudget ?? ''}${standingWords[standing]}`}
      className={`-mt-2 flex flex-wrap items-center justify-center gap-x-1 px-0.5 pb-3 text-center text-micro no-underline -outline-offset-2 hover:bg-surface-2 ${isWell ? 'text-text-2' : 'text-warning'}`}
    >
      <span className="sr-only">Spent this month: </span>
      <span className="flex items-center gap-1">
        {isWell ? null : <TriangleAlert aria-hidden="true" size={12} strokeWidth={2} />}
        {spent}
      </span>
      {ofBudget === null ? null : <span className="whitespace-nowrap">{ofBudget}</span>}
      {isWell ? null : <span className="sr-only">{standingWords[standing]}</span>}
    </Link>
  );
}
