import { err, ok, type Result } from '@videoexpress/job-schema';

const mostUsd = 1_000_000;
const way = 'Write dollars, such as 20, or leave it empty for no limit.';

/** Reads a monthly budget as a person types it: `20`, `$12.50`, `12,50`, `1,200`. Nothing is null: no limit. */
export function readBudget(text: string): Result<number | null, string> {
  const typed = text
    .trim()
    .replace(/^\$\s*/, '')
    .replace(/\s*\$$/, '');
  if (typed === '') return ok(null);
  const isGrouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(typed);
  const plain = isGrouped ? typed.replaceAll(',', '') : typed.replace(/^(-?\d*),(\d{1,2})$/, '$1.$2');
  const usd = /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : Number.NaN;
  if (Number.isNaN(usd)) return err(`“${text.trim()}” is no amount. ${way}`);
  if (usd < 0) return err(`A monthly budget cannot be below nothing. ${way}`);
  if (usd > mostUsd) return err(`A monthly budget is at most $${mostUsd.toLocaleString('en-US')}. ${way}`);
  return ok(usd);
}
