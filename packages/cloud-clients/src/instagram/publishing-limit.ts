import { err, ok, type Result } from '@videoexpress/job-schema';
import type { PostAccount, TokenError } from '@videoexpress/studio';
import type { GraphClient } from './graph-client.ts';
import { readLimit } from './reel-calls.ts';

/** What Instagram's pages name most often, where the account itself cannot be asked. */
const usualLimit = 50;

/** Posts of the account in the last 24 hours, and how many it may make. Unreadable: the usual limit, and no count. */
export async function readQuota(
  graph: GraphClient,
  account: PostAccount,
  signal: AbortSignal,
): Promise<Result<{ readonly used: number | null; readonly limit: number }, TokenError>> {
  const read = await graph.call(account, readLimit(account.accountId), signal);
  if (!read.ok) {
    return read.error.kind === 'no_token' ? err(read.error.error) : ok({ used: null, limit: usualLimit });
  }
  const [now] = read.value.data;
  if (now === undefined) return ok({ used: null, limit: usualLimit });
  return ok({ used: now.quota_usage, limit: now.config?.quota_total ?? usualLimit });
}
