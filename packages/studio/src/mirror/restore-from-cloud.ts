import { err, newHolder, newMachineId, ok, type Result } from '@videoexpress/job-schema';
import type { ThisComputer } from './claim-machine.ts';
import type { CloudClient, CloudError, CloudMachine, CloudSession } from './cloud-client.ts';
import { type CloudTable, objectIdOf } from './cloud-rows.ts';
import type { MirrorState } from './mirror-store.ts';
import type { RestoreTarget, RowToRestore } from './restore-target.ts';

const rowsAtOnce = 200;
/** What something belongs to comes before it: a clip's project, a login's tokens. */
const order: readonly CloudTable[] = [
  'projects',
  'jobs',
  'renders',
  'oauth_tokens',
  'connections',
  'publications',
  'audit_log',
];

export interface RestoreParts {
  readonly client: CloudClient;
  readonly target: RestoreTarget;
  readonly session: CloudSession;
  /** Whose rows come back. */
  readonly machine: CloudMachine;
  readonly computer: ThisComputer;
  readonly appVersion: string;
  readonly projectUrl: string;
  /** The rows of that machine are this computer's from now on, and the old one is told so when it comes back. */
  readonly takeOver: boolean;
  /** Names the key that tokens can be opened with here; null: with none. */
  readonly keyId: string | null;
  readonly nowMs: () => number;
  readonly onProgress: (table: CloudTable, rows: number) => void;
  readonly signal: AbortSignal;
}

/** What came back. */
export interface RestoredFromCloud {
  readonly counts: Readonly<Record<CloudTable, number>>;
  readonly cancelledJobs: number;
  readonly unreadable: number;
  /** Logins whose tokens came back too. */
  readonly tokens: number;
  readonly machineId: string;
}

/**
 * Brings back what one machine copied to the project, into an empty database. The computer gets a machine id of its own,
 * and what came back is copied under that from then on, while the rows of the old one stay as they are; or it takes the
 * old one over, for a computer that is lost.
 */
export async function restoreFromCloud(parts: RestoreParts): Promise<Result<RestoredFromCloud, CloudError>> {
  const { client, target, session, machine, signal } = parts;
  const counts: Record<CloudTable, number> = {
    projects: 0,
    renders: 0,
    jobs: 0,
    publications: 0,
    connections: 0,
    oauth_tokens: 0,
    audit_log: 0,
  };
  let cancelledJobs = 0;
  let unreadable = 0;
  for (const table of order) {
    let afterId = '';
    for (let isOver = false; !isOver; ) {
      const page = await client.page(session, table, { machineId: machine.id, afterId, limit: rowsAtOnce }, signal);
      if (!page.ok) return page;
      const rows = page.value
        .filter(({ deleted, columns }) => !deleted && (table !== 'oauth_tokens' || columns['key_id'] === parts.keyId))
        .map(({ id, columns }): RowToRestore => ({ id: objectIdOf(id), columns }));
      const taken = await target.takeBack(table, rows, parts.nowMs());
      counts[table] += taken.restored;
      cancelledJobs += taken.cancelled;
      unreadable += taken.unreadable;
      parts.onProgress(table, counts[table]);
      afterId = page.value.at(-1)?.id ?? afterId;
      isOver = page.value.length < rowsAtOnce;
    }
  }
  const state = await identity(parts);
  if (!state.ok) return state;
  await target.become(state.value);
  const machineId = state.value.machineId;
  return ok({ counts, cancelledJobs, unreadable, tokens: counts.oauth_tokens, machineId });
}

async function identity(parts: RestoreParts): Promise<Result<MirrorState, CloudError>> {
  const { client, session, machine, computer, signal } = parts;
  const state: MirrorState = {
    machineId: newMachineId(),
    machineName: computer.name,
    projectUrl: parts.projectUrl,
    userId: session.userId,
    email: session.email,
    sessionSealed: null,
    cursor: 0,
    versionOffset: 0,
    snapshot: null,
    lastCopiedAtMs: null,
    recoveryKeyShown: parts.keyId !== null,
    holder: null,
    nextHolder: null,
  };
  if (!parts.takeOver) return ok(state);
  const holder = newHolder();
  const entry = { id: machine.id, name: computer.name, holder, computer: computer.mark, appVersion: parts.appVersion };
  const claimed = await client.claimMachine(session, entry, machine.holder ?? '', signal);
  if (!claimed.ok) return claimed;
  if (!claimed.value) {
    return err({ code: 'refused', detail: `“${machine.name}” is at work just now, so it is not lost.` });
  }
  return ok({ ...state, machineId: machine.id, holder });
}
