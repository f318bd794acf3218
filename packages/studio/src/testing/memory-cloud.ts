import { err, ok, type Result } from '@videoexpress/job-schema';
import type {
  CloudClient,
  CloudError,
  CloudMachine,
  CloudProject,
  CloudSession,
  ReadRow,
} from '../mirror/cloud-client.ts';
import type { CloudRow, CloudTable } from '../mirror/cloud-rows.ts';

type Rows = Map<string, CloudRow>;

/**
 * A Supabase project in memory, with the rules of the migrations: a version that is not above the one there changes
 * nothing, a row belongs to the machine that made it, the audit log only grows. What it is asked is counted, and it can be
 * away, refuse a row, or end every session.
 */
export class MemoryCloud implements CloudClient {
  readonly rows: Readonly<Record<CloudTable, Rows>> = {
    projects: new Map(),
    renders: new Map(),
    jobs: new Map(),
    publications: new Map(),
    connections: new Map(),
    oauth_tokens: new Map(),
    audit_log: new Map(),
  };
  readonly entries = new Map<string, CloudMachine>();
  /** Requests that wrote, by how many rows. */
  readonly writes: { readonly table: CloudTable; readonly rows: number }[] = [];
  url: string | null = 'https://studio.supabase.co';
  fault: CloudError | null = null;
  /** Rows that the database there does not take. */
  refuses: (row: CloudRow) => boolean = () => false;
  /** Called before each write. */
  onWrite: () => void = () => {};
  /** What the answers of renewals, and of rows that were put, wait for. */
  answering: () => Promise<void> = async () => {};
  refreshes = 0;
  sessionSeconds = 3600;
  #valid = new Set<string>();
  readonly #now: () => number;
  #serial = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  configure(): void {}

  async project(): Promise<Result<CloudProject | null, CloudError>> {
    return ok(this.url === null ? null : { url: this.url, bypassesRules: false });
  }

  async sendCode() {
    return this.#answer(() => null);
  }

  async verifyCode(email: string, code: string) {
    if (code !== '123456') return err<CloudError>({ code: 'needs_login', detail: 'The code is wrong or too old.' });
    return this.#answer(() => this.#session(email));
  }

  async signIn(email: string, password: string) {
    if (password !== 'right') return err<CloudError>({ code: 'needs_login', detail: 'The password is wrong.' });
    return this.#answer(() => this.#session(email));
  }

  async refresh(session: CloudSession) {
    this.refreshes += 1;
    if (this.fault !== null) return err(this.fault);
    if (!this.#valid.has(session.refreshToken)) {
      return err<CloudError>({ code: 'needs_login', detail: 'The sign-in is over.' });
    }
    this.#valid.delete(session.refreshToken);
    this.#valid.delete(session.accessToken);
    const renewed = ok(this.#session(session.email ?? ''));
    await this.answering();
    return renewed;
  }

  async signOut(session: CloudSession) {
    this.#valid.delete(session.accessToken);
    this.#valid.delete(session.refreshToken);
    return this.#answer(() => null);
  }

  /** Every session is over, as after a change of the password. */
  endSessions(): void {
    this.#valid.clear();
  }

  async upsert(session: CloudSession, table: CloudTable, rows: readonly CloudRow[]) {
    const written = this.#write(session, table, rows, () => {
      for (const row of rows) this.#put(table, row);
    });
    await this.answering();
    return written;
  }

  async append(session: CloudSession, rows: readonly CloudRow[]) {
    return this.#write(session, 'audit_log', rows, () => {
      for (const row of rows) if (!this.rows.audit_log.has(row.id)) this.rows.audit_log.set(row.id, row);
    });
  }

  async markGone(
    session: CloudSession,
    table: Exclude<CloudTable, 'audit_log'>,
    which: { ids: readonly string[] } | { machineId: string; olderThan: number },
    version: number,
  ) {
    return this.#write(session, table, [], () => {
      for (const row of this.rows[table].values()) {
        const isMeant =
          'ids' in which
            ? which.ids.includes(row.id)
            : row['machine_id'] === which.machineId &&
              Number(row['version']) < which.olderThan &&
              (row['deleted_at'] ?? null) === null;
        if (!isMeant || Number(row['version']) >= version) continue;
        if (table === 'oauth_tokens') this.rows[table].delete(row.id);
        else this.rows[table].set(row.id, { ...row, version, deleted_at: 'now', data: {} });
      }
    });
  }

  async newestVersion(session: CloudSession, machineId: string) {
    return this.#checked(session, () =>
      Math.max(
        0,
        ...Object.values(this.rows).flatMap((rows) =>
          [...rows.values()].filter((row) => row['machine_id'] === machineId).map((row) => Number(row['version'] ?? 0)),
        ),
      ),
    );
  }

  async machines(session: CloudSession) {
    return this.#checked(session, () => [...this.entries.values()]);
  }

  async claimMachine(
    session: CloudSession,
    entry: { id: string; name: string; holder: string; computer: string },
    expected: string | null,
  ) {
    return this.#checked(session, () => {
      const there = this.entries.get(entry.id);
      if ((there === undefined) !== (expected === null)) return false;
      if (there !== undefined && (there.holder ?? '') !== expected) return false;
      const { id, name, holder, computer } = entry;
      this.entries.set(id, { id, name, holder, computer, lastSeenAt: new Date(this.#now()).toISOString() });
      return true;
    });
  }

  async page(session: CloudSession, table: CloudTable, query: { machineId: string; afterId: string; limit: number }) {
    return this.#checked(session, () =>
      this.#readRows(table, query.machineId)
        .filter(({ id }) => id > query.afterId)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, query.limit),
    );
  }

  async newest(session: CloudSession, table: 'jobs' | 'renders', query: { machineId: string; limit: number }) {
    return this.#checked(session, () =>
      this.#readRows(table, query.machineId)
        .filter(({ deleted }) => !deleted)
        .toSorted((a, b) => String(b.columns['created_at']).localeCompare(String(a.columns['created_at'])))
        .slice(0, query.limit),
    );
  }

  /** Rows of a table that are not marked as gone, by the object's own id. */
  live(table: CloudTable): readonly CloudRow[] {
    return [...this.rows[table].values()].filter((row) => (row['deleted_at'] ?? null) === null);
  }

  #readRows(table: CloudTable, machineId: string): ReadRow[] {
    return [...this.rows[table].values()]
      .filter((row) => row['machine_id'] === machineId)
      .map((row) => ({
        id: row.id,
        machineId,
        version: Number(row['version'] ?? 0),
        deleted: (row['deleted_at'] ?? null) !== null,
        columns: row,
      }));
  }

  #put(table: CloudTable, row: CloudRow): void {
    const there = this.rows[table].get(row.id);
    if (there !== undefined && there['machine_id'] !== row['machine_id']) throw new Error('owned_by_another_machine');
    if (there !== undefined && Number(there['version']) >= Number(row['version'])) return;
    this.rows[table].set(row.id, structuredClone(row));
  }

  #write(session: CloudSession, table: CloudTable, rows: readonly CloudRow[], work: () => void) {
    this.onWrite();
    const answer = this.#checked(session, () => {
      const refused = rows.find(this.refuses);
      if (refused !== undefined) return err<CloudError>({ code: 'refused', detail: '22P05' });
      work();
      this.writes.push({ table, rows: rows.length });
      return ok(null);
    });
    return answer.ok ? answer.value : answer;
  }

  #checked<T>(session: CloudSession, work: () => T): Result<T, CloudError> {
    if (this.fault !== null) return err(this.fault);
    if (!this.#valid.has(session.accessToken)) return err({ code: 'needs_login', detail: 'JWT expired' });
    return ok(work());
  }

  #answer<T>(work: () => T): Result<T, CloudError> {
    return this.fault === null ? ok(work()) : err(this.fault);
  }

  #session(email: string): CloudSession {
    this.#serial += 1;
    const accessToken = `access-token-${this.#serial}`;
    const refreshToken = `refresh-token-${this.#serial}`;
    this.#valid.add(accessToken).add(refreshToken);
    return {
      userId: `user-of-${email}`,
      email,
      accessToken,
      refreshToken,
      expiresAtMs: this.#now() + this.sessionSeconds * 1000,
    };
  }
}
