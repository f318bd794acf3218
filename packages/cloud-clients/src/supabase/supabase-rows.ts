import { err, ok, type Result } from '@videoexpress/job-schema';
import type { CloudError, CloudRow, CloudSession, CloudTables, FollowedTable, ReadRow } from '@videoexpress/studio';
import { followedTables } from '@videoexpress/studio';
import { z } from 'zod';
import type { SupabaseApi } from './supabase-api.ts';
import { restError } from './supabase-errors.ts';

/** Ids go into the address of the request, which may not be too long. */
const idsAtOnce = 40;
const conflict = 'user_id,id';

const machineRow = z.object({
  id: z.string(),
  name: z.string(),
  last_seen_at: z.string().nullable(),
  holder: z.string().nullable(),
  computer: z.string().nullable(),
});
const anyRow = z.looseObject({
  id: z.string(),
  machine_id: z.string(),
  version: z.number().default(0),
  deleted_at: z.string().nullable().default(null),
});

/** What PostgREST's builder resolves to. */
interface Answered {
  readonly data: unknown;
  readonly error: { readonly message: string; readonly code?: string; readonly details?: string | null } | null;
  readonly status: number;
}

type Answer<T> = Promise<Result<T, CloudError>>;

/** The tables of the project over PostgREST. Every answer is parsed; nothing throws. */
export function supabaseRows(api: SupabaseApi, nowMs: () => number): CloudTables {
  async function asked(work: PromiseLike<Answered>, signal: AbortSignal): Answer<unknown> {
    const { data, error, status } = await work;
    if (error === null) return ok(data);
    if (signal.aborted) return err({ code: 'called_off', detail: 'The studio is stopping.' });
    const { message, code = '', details } = error;
    const said = { status, code, message: `${message} ${details ?? ''}`, retryAfterMs: api.retryAfterMs() };
    return err(restError(said, api.host));
  }

  async function listed<T>(work: PromiseLike<Answered>, row: z.ZodType<T>, signal: AbortSignal): Answer<readonly T[]> {
    const answer = await asked(work, signal);
    if (!answer.ok) return answer;
    const parsed = row.array().safeParse(answer.value);
    return parsed.success ? ok(parsed.data) : err({ code: 'refused', detail: 'Its answer has another form.' });
  }

  const table = (session: CloudSession, name: string) => api.rows(session.accessToken).from(name);

  async function put(
    session: CloudSession,
    name: string,
    rows: readonly CloudRow[],
    again: boolean,
    signal: AbortSignal,
  ): Answer<null> {
    if (rows.length === 0) return ok(null);
    const put = table(session, name)
      .upsert([...rows], { onConflict: conflict, ignoreDuplicates: !again })
      .abortSignal(api.within(signal));
    const answer = await asked(put, signal);
    return answer.ok ? ok(null) : answer;
  }

  async function markSome(
    session: CloudSession,
    name: FollowedTable,
    which: { readonly ids: readonly string[] } | { readonly machineId: string; readonly olderThan: number },
    version: number,
    signal: AbortSignal,
  ): Answer<null> {
    const from = table(session, name);
    const change =
      name === 'oauth_tokens'
        ? from.delete()
        : from.update({ version, deleted_at: new Date(nowMs()).toISOString(), ...emptied[name] });
    const meant =
      'ids' in which
        ? change.in('id', which.ids)
        : change.eq('machine_id', which.machineId).lt('version', which.olderThan);
    const narrowed = 'ids' in which || name === 'oauth_tokens' ? meant : meant.is('deleted_at', null);
    const answer = await asked(narrowed.abortSignal(api.within(signal)), signal);
    return answer.ok ? ok(null) : answer;
  }

  return {
    upsert: (session, name, rows, signal) => put(session, name, rows, true, signal),
    append: (session, rows, signal) => put(session, 'audit_log', rows, false, signal),

    async markGone(session, name, which, version, signal) {
      if (!('ids' in which)) return markSome(session, name, which, version, signal);
      for (let start = 0; start < which.ids.length; start += idsAtOnce) {
        const ids = which.ids.slice(start, start + idsAtOnce);
        const marked = await markSome(session, name, { ids }, version, signal);
        if (!marked.ok) return marked;
      }
      return ok(null);
    },

    async newestVersion(session, machineId, signal) {
      let newest = 0;
      for (const name of followedTables) {
        const found = await listed(
          table(session, name)
            .select('version')
            .eq('machine_id', machineId)
            .order('version', { ascending: false })
            .limit(1)
            .abortSignal(api.within(signal)),
          z.object({ version: z.number() }),
          signal,
        );
        if (!found.ok) return found;
        newest = Math.max(newest, found.value[0]?.version ?? 0);
      }
      return ok(newest);
    },

    async machines(session, signal) {
      const found = await listed(
        table(session, 'machines').select('id,name,last_seen_at,holder,computer').abortSignal(api.within(signal)),
        machineRow,
        signal,
      );
      if (!found.ok) return found;
      return ok(found.value.map(({ last_seen_at, ...each }) => ({ ...each, lastSeenAt: isoOf(last_seen_at) })));
    },

    async claimMachine(session, entry, expected, signal) {
      const { id, name, holder, computer, appVersion: app_version } = entry;
      const columns = { name, holder, computer, app_version, last_seen_at: new Date(nowMs()).toISOString() };
      const from = table(session, 'machines');
      if (expected === null) {
        const added = await from.insert({ id, ...columns }).abortSignal(api.within(signal));
        if (added.error?.code === '23505') return ok(false);
        const answer = await asked(Promise.resolve(added), signal);
        return answer.ok ? ok(true) : answer;
      }
      const change = from.update(columns).eq('id', id);
      const held = expected === '' ? change.is('holder', null) : change.eq('holder', expected);
      const changed = await listed(
        held.select('id').abortSignal(api.within(signal)),
        z.object({ id: z.string() }),
        signal,
      );
      return changed.ok ? ok(changed.value.length === 1) : changed;
    },

    async page(session, name, { machineId, afterId, limit }, signal) {
      const found = await listed(
        table(session, name)
          .select('*')
          .eq('machine_id', machineId)
          .gt('id', afterId)
          .order('id')
          .limit(limit)
          .abortSignal(api.within(signal)),
        anyRow,
        signal,
      );
      return found.ok ? ok(found.value.map(readRow)) : found;
    },

    async newest(session, name, { machineId, limit }, signal) {
      const found = await listed(
        table(session, name)
          .select('*')
          .eq('machine_id', machineId)
          .is('deleted_at', null)
          .order('created_at', { ascending: false })
          .limit(limit)
          .abortSignal(api.within(signal)),
        anyRow,
        signal,
      );
      return found.ok ? ok(found.value.map(readRow)) : found;
    },
  };
}

/** What a row keeps of an object that is gone: nothing that says anything of it. */
const emptied: Readonly<Record<Exclude<FollowedTable, 'oauth_tokens'>, object>> = {
  projects: { name: '', data: {} },
  renders: { name: '', sha256: '', remote_url: null, data: {} },
  jobs: { data: {} },
  publications: { data: {} },
  connections: { data: {} },
};

function readRow(row: z.infer<typeof anyRow>): ReadRow {
  const { id, machine_id: machineId, version, deleted_at } = row;
  return { id, machineId, version, deleted: deleted_at !== null, columns: row };
}

function isoOf(text: string | null): string | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
