import { err, newMachineId, newHolder, ok, type Result } from '@videoexpress/job-schema';
import type { Log } from '../log.ts';
import type { CloudError, CloudMachine, CloudSession, CloudTables } from './cloud-client.ts';
import type { MirrorState, MirrorStore } from './mirror-store.ts';

/** This computer, as others may know it. */
export interface ThisComputer {
  readonly name: string;
  /** Tells this computer and its data folder from others, and nothing about them. */
  readonly mark: string;
}

export interface ClaimDeps {
  readonly store: MirrorStore;
  readonly tables: CloudTables;
  readonly computer: () => Promise<ThisComputer>;
  readonly appVersion: string;
  readonly log: Log;
}

/** Everything is sent again, with versions above all there are. */
export async function beginAnew(
  store: MirrorStore,
  above: number,
  patch: Partial<MirrorState> = {},
): Promise<Partial<MirrorState>> {
  const lastEvent = await store.lastEvent();
  const versionOffset = Math.max(0, above - lastEvent + 1);
  const version = lastEvent + versionOffset;
  return {
    ...patch,
    versionOffset,
    cursor: lastEvent,
    snapshot: { version, table: 'projects', after: '' },
  };
}

/**
 * Finds out whether this database is still the one that writes as its machine, and makes sure that it is the only one.
 *
 * The entry of a machine there holds a random word that only the database knows which wrote last; each start replaces it.
 * Where it is another word, this database was copied, or it came back from a backup: on another computer it becomes a
 * machine of its own, on the same one it sends everything anew above what is there. Nothing that the other wrote is
 * touched in the first case, and no version moves back in the second.
 */
export async function claimMachine(
  deps: ClaimDeps,
  state: MirrorState,
  session: CloudSession,
  signal: AbortSignal,
): Promise<Result<MirrorState, CloudError>> {
  const { store, tables, log } = deps;
  const computer = await deps.computer();
  const known = await tables.machines(session, signal);
  if (!known.ok) return known;
  const there = known.value.find(({ id }) => id === state.machineId) ?? null;
  const holder = newHolder();

  if (there !== null && !isOurs(there, state) && there.computer !== computer.mark) {
    log.warn({ machineId: state.machineId }, 'Another computer goes by the name of this one; this one gets its own');
    const machineId = newMachineId();
    const anew = await beginAnew(store, 0, {
      machineId,
      machineName: computer.name,
      holder: null,
      nextHolder: holder,
    });
    return take({ ...state, ...anew }, anew, null);
  }

  const newest = await tables.newestVersion(session, state.machineId, signal);
  if (!newest.ok) return newest;
  const lastEvent = await store.lastEvent();
  const isFirst = there === null && state.snapshot === null;
  const wasRestored = (there !== null && !isOurs(there, state)) || newest.value > lastEvent + state.versionOffset;
  if (wasRestored) {
    log.warn(
      { newestThere: newest.value, lastEvent },
      'The database is older than its copy in the cloud, as after a restored backup; everything is copied again',
    );
  }
  const anew =
    isFirst || wasRestored
      ? await beginAnew(store, Math.max(newest.value, wasRestored ? lastEvent + state.versionOffset : 0), {})
      : {};
  const patch = { ...anew, nextHolder: holder };
  return take({ ...state, ...patch }, patch, there === null ? null : (there.holder ?? ''));

  /** The word is on the disk before it is sent, so that a crash in between is no stranger's doing. */
  async function take(
    next: MirrorState,
    patch: Partial<MirrorState>,
    expected: string | null,
  ): Promise<Result<MirrorState, CloudError>> {
    await store.change(patch);
    const entry = {
      id: next.machineId,
      name: next.machineName,
      holder,
      computer: computer.mark,
      appVersion: deps.appVersion,
    };
    const claimed = await tables.claimMachine(session, entry, expected, signal);
    if (!claimed.ok) return claimed;
    if (!claimed.value) return err({ code: 'unreachable', detail: 'Another computer wrote at the same moment.' });
    const settled = { holder, nextHolder: null };
    await store.change(settled);
    return ok({ ...next, ...settled });
  }
}

function isOurs({ holder }: CloudMachine, state: MirrorState): boolean {
  return holder !== null && (holder === state.holder || holder === state.nextHolder);
}
