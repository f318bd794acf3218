import { ok, type Result } from '@videoexpress/job-schema';
import type { CloudError, CloudSession } from './cloud-client.ts';
import { cloudTables, followedTables, objectIdOf } from './cloud-rows.ts';
import { beginAnew } from './claim-machine.ts';
import type { ChangedObjects, MirrorState, MirrorStore, SnapshotProgress } from './mirror-store.ts';
import { type SendDeps, sendObjects, type Versions } from './send-objects.ts';

/** Rows of one request. */
export const rowsAtOnce = 500;

export interface StepDeps extends SendDeps {
  readonly store: MirrorStore;
  readonly now: () => number;
}

/** How a step ended: `more` where the next should follow at once. */
export interface Step {
  readonly state: MirrorState;
  readonly more: boolean;
  /** Something was sent. */
  readonly sent: boolean;
}

/**
 * Takes the copy one step on: a page of what was there before the log, else the changes that follow the cursor. What it
 * says of how far it came is kept only after the project has acknowledged all of it.
 */
export async function copyStep(
  deps: StepDeps,
  session: CloudSession,
  state: MirrorState,
): Promise<Result<Step, CloudError>> {
  if (state.snapshot !== null) return snapshotStep(deps, session, state, state.snapshot);
  const next = await deps.store.changedAfter(state.cursor, rowsAtOnce);
  if (next === 'gone') {
    deps.log.warn(
      { cursor: state.cursor },
      'The log no longer goes back to where the copy is; everything is copied again',
    );
    // Behind the cursor there may be rows whose answer was lost; none of them has a version above this.
    const newest = Math.max(state.cursor, await deps.store.lastEvent());
    const anew = await beginAnew(deps.store, newest + state.versionOffset);
    return keep(deps, state, anew, { more: true, sent: false });
  }
  const hasChanges = next.changed.length > 0;
  const sent = await sendChanges(deps, session, state, next);
  if (!sent.ok) return sent;
  const isFull = next.lastEvent - state.cursor >= rowsAtOnce;
  if (next.lastEvent === state.cursor) return ok({ state, more: false, sent: false });
  const copied = hasChanges ? { lastCopiedAtMs: deps.now() } : {};
  return keep(deps, state, { cursor: next.lastEvent, ...copied }, { more: isFull, sent: hasChanges });
}

async function sendChanges(
  deps: StepDeps,
  session: CloudSession,
  { machineId, versionOffset }: MirrorState,
  next: ChangedObjects,
): Promise<Result<null, CloudError>> {
  for (const table of cloudTables) {
    // What changed of a connection may be its tokens.
    const source = table === 'oauth_tokens' ? 'connections' : table;
    const versions: Versions = new Map(
      next.changed.filter((each) => each.table === source).map(({ id, event }) => [id, event + versionOffset]),
    );
    const sent = await sendObjects(deps, session, machineId, table, versions);
    if (!sent.ok) return sent;
  }
  return ok(null);
}

async function snapshotStep(
  deps: StepDeps,
  session: CloudSession,
  state: MirrorState,
  progress: SnapshotProgress,
): Promise<Result<Step, CloudError>> {
  const { version, table, after } = progress;
  if (table === 'sweep') return sweep(deps, session, state, version);
  const ids = await deps.store.idsAfter(table, after, rowsAtOnce);
  const sent = await sendObjects(deps, session, state.machineId, table, new Map(ids.map((id) => [id, version])));
  if (!sent.ok) return sent;
  const last = ids.at(-1);
  const goesOn = ids.length === rowsAtOnce && last !== undefined;
  const next = cloudTables[cloudTables.indexOf(table) + 1] ?? 'sweep';
  const snapshot: SnapshotProgress = goesOn ? { version, table, after: last } : { version, table: next, after: '' };
  return keep(deps, state, { snapshot, lastCopiedAtMs: deps.now() }, { more: true, sent: ids.length > 0 });
}

/** What this machine wrote there and what was not among everything that there is, is gone. */
async function sweep(
  deps: StepDeps,
  session: CloudSession,
  state: MirrorState,
  version: number,
): Promise<Result<Step, CloudError>> {
  const tokens = await sweepTokens(deps, session, state.machineId, version);
  if (!tokens.ok) return tokens;
  for (const table of followedTables) {
    if (table === 'oauth_tokens') continue;
    const which = { machineId: state.machineId, olderThan: version };
    const marked = await deps.tables.markGone(session, table, which, version, deps.signal);
    if (!marked.ok) return marked;
  }
  return keep(deps, state, { snapshot: null, lastCopiedAtMs: deps.now() }, { more: true, sent: true });
}

/** Tokens there stay for as long as their connection is here, also where this database has none: they may be all there is. */
async function sweepTokens(
  deps: StepDeps,
  session: CloudSession,
  machineId: string,
  version: number,
): Promise<Result<null, CloudError>> {
  const query = { machineId, afterId: '', limit: rowsAtOnce };
  const there = await deps.tables.page(session, 'oauth_tokens', query, deps.signal);
  if (!there.ok) return there;
  const ids = there.value.map(({ id }) => objectIdOf(id));
  const known = new Set((await deps.store.objects('connections', ids)).map(({ id }) => id));
  const gone = there.value.map(({ id }) => id).filter((id) => !known.has(objectIdOf(id)));
  if (gone.length === 0) return ok(null);
  return deps.tables.markGone(session, 'oauth_tokens', { ids: gone }, version, deps.signal);
}

async function keep(
  deps: StepDeps,
  state: MirrorState,
  patch: Partial<MirrorState>,
  ended: { readonly more: boolean; readonly sent: boolean },
): Promise<Result<Step, CloudError>> {
  await deps.store.change(patch);
  return ok({ ...ended, state: { ...state, ...patch } });
}
