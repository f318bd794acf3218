'use client';

import { useEffect, useRef, useState } from 'react';
import { formatUsd } from '../../../words/money.ts';
import { describedBy, SettingRow } from '../parts/setting-row.tsx';
import { useSettingChange } from '../parts/use-setting-change.ts';
import { monthlyBudgetId } from '../sections.ts';
import { readBudget } from './read-budget.ts';

function savedWords(budgetUsd: number | null): string {
  if (budgetUsd === null) return 'No monthly budget: paid engines are never held back.';
  return `Paid engines wait once this month would cost more than ${formatUsd(budgetUsd)}.`;
}

/** What a month may cost. Emptied, there is no limit. */
export function MonthlyBudget({ budgetUsd, endWords }: { budgetUsd: number | null; endWords: string }) {
  const { error, change } = useSettingChange('monthlyBudgetUsd');
  const [typed, setTyped] = useState<string | null>(null);
  const [mistake, setMistake] = useState<string | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = () => {
      if (window.location.hash !== `#${monthlyBudgetId}`) return;
      field.current?.focus({ preventScroll: true });
      field.current?.select();
    };
    focus();
    window.addEventListener('hashchange', focus);
    return () => window.removeEventListener('hashchange', focus);
  }, []);

  const commit = async () => {
    if (typed === null) return;
    const read = readBudget(typed);
    if (!read.ok) return setMistake(read.error);
    setMistake(undefined);
    const next = read.value;
    const undo = { said: savedWords(next), back: { monthlyBudgetUsd: budgetUsd } };
    if (next === budgetUsd || (await change({ monthlyBudgetUsd: next }, undo))) setTyped(null);
  };
  const wrong = mistake ?? error;
  return (
    <SettingRow
      id={monthlyBudgetId}
      label="Monthly budget"
      help={`Once the next clip would pass it, paid engines wait${endWords}. Free ones go on, and what runs is never stopped. Empty: no limit.`}
      error={wrong}
    >
      <span aria-hidden="true" className="text-text-2">
        $
      </span>
      <input
        ref={field}
        id={monthlyBudgetId}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        placeholder="no limit"
        maxLength={20}
        value={typed ?? (budgetUsd === null ? '' : String(budgetUsd))}
        aria-invalid={wrong !== undefined}
        aria-describedby={describedBy(monthlyBudgetId)}
        onChange={(typing) => setTyped(typing.target.value)}
        onKeyDown={(press) => {
          if (press.key === 'Enter') void commit();
          if (press.key !== 'Escape') return;
          setTyped(null);
          setMistake(undefined);
        }}
        onBlur={() => void commit()}
        className="h-8 w-24 rounded-2 border border-line-control bg-surface-1 px-2 text-right placeholder:text-text-3 aria-invalid:border-negative max-md:h-10 max-md:text-title"
      />
    </SettingRow>
  );
}
