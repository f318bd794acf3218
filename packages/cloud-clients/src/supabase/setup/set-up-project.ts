import { rootCertificates } from 'node:tls';
import { type CloudTable, err, ok, type Result } from '@videoexpress/job-schema';
import postgres from 'postgres';
import type { CloudSetupProblem } from './cloud-setup-problem.ts';
import { type DatabaseAddress, isThisMachine, readConnectionString } from './connection-string.ts';
import { databaseProblem } from './database-errors.ts';
import { addToHistory, isInHistory, makeHistory } from './history.ts';
import { judgeTables } from './judge-tables.ts';
import type { CloudMigration } from './read-migrations.ts';
import { setupReportSchema } from './setup-report.ts';
import { splitStatements } from './split-statements.ts';
import { supabaseRoots } from './supabase-roots.ts';

/** What a set-up came to. */
export interface ProjectSetUp {
  readonly host: string;
  /** Names of the migrations that were applied now, in order; empty where all of them were there. */
  readonly applied: readonly string[];
  /** Faults that were found in what was there, and mended. */
  readonly mended: readonly string[];
  /** The newest migration there is, which may be a newer program's. */
  readonly version: string;
  /** What is left. */
  readonly tables: readonly CloudTable[];
}

export interface SetUpOptions {
  /** As the dashboard shows it, with the password of the database. */
  readonly connectionString: string;
  readonly migrations: readonly CloudMigration[];
  readonly signal: AbortSignal;
}

/** Any number; two set-ups at once go one after the other. */
const lockNumber = 5_641_201_126;
const connectSeconds = 15;

/**
 * Applies to a person's own project what is not there yet, each migration in a transaction of its own, mends what was
 * changed since, and looks at all of it. Run again it finishes what was broken off.
 */
export async function setUpProject(options: SetUpOptions): Promise<Result<ProjectSetUp, CloudSetupProblem>> {
  const { migrations, signal } = options;
  const address = readConnectionString(options.connectionString);
  if (!address.ok) return address;
  const sql = connect(address.value);
  const callOff = (): void => void sql.end({ timeout: 0 });
  signal.addEventListener('abort', callOff, { once: true });
  try {
    signal.throwIfAborted();
    if (!(await isSupabase(sql))) return err(notSupabase(address.value.host));
    await inTurn(sql, (turn) => turn.unsafe(makeHistory).simple());
    const applied: string[] = [];
    for (const migration of migrations) if (await apply(sql, migration)) applied.push(migration.name);
    const before = await look(sql);
    const mended = await mend(sql, before);
    const tables = mended.length === 0 ? before : await look(sql);
    const [row] = await sql`select public.studio_schema_version()::text as version`;
    const version = String(row?.['version']);
    return ok({ host: address.value.host, applied, mended, version, tables });
  } catch (cause) {
    return err(signal.aborted ? calledOff : databaseProblem(cause, address.value));
  } finally {
    signal.removeEventListener('abort', callOff);
    await sql.end({ timeout: 1 });
  }
}

function connect({ host, port, user, password, database }: DatabaseAddress): postgres.Sql {
  return postgres({
    host,
    port,
    user,
    password,
    database,
    max: 1,
    connect_timeout: connectSeconds,
    // Of the pooler: a statement that is prepared may meet another connection the next time.
    prepare: false,
    fetch_types: false,
    // Nothing that the environment or the connection string says weakens this.
    ssl: isThisMachine(host) ? false : { ca: [...rootCertificates, ...supabaseRoots], rejectUnauthorized: true },
    onnotice: () => undefined,
    connection: { application_name: 'VideoExpress set-up' },
  });
}

async function isSupabase(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql`
    select to_regclass('auth.users') is not null
      and (select count(*) from pg_roles where rolname in ('anon', 'authenticated', 'service_role')) = 3 as yes`;
  return row?.['yes'] === true;
}

/** A transaction that waits for that of another set-up, and not for long for anything else. */
async function inTurn<T>(sql: postgres.Sql, work: (turn: postgres.TransactionSql) => Promise<T>): Promise<void> {
  await sql.begin(async (turn) => {
    await turn`set local lock_timeout = '10s'`;
    await turn`select pg_advisory_xact_lock(${lockNumber})`;
    await work(turn);
  });
}

/** True where it was applied now. One that was applied by hand, with no note of it, is noted. */
async function apply(sql: postgres.Sql, { version, name, sql: text }: CloudMigration): Promise<boolean> {
  let isApplied = false;
  await inTurn(sql, async (turn) => {
    if ((await turn.unsafe(isInHistory, [version])).length > 0) return;
    if (!(await isThereByHand(turn, version))) {
      await turn.unsafe(text).simple();
      isApplied = true;
    }
    await turn.unsafe(addToHistory, [version, name, JSON.stringify(splitStatements(text))]);
  });
  return isApplied;
}

async function isThereByHand(turn: postgres.TransactionSql, version: string): Promise<boolean> {
  const [found] = await turn`select to_regprocedure('public.studio_schema_version()') is not null as yes`;
  if (found?.['yes'] !== true) return false;
  const [row] = await turn`select public.studio_schema_version() >= ${version}::bigint as yes`;
  return row?.['yes'] === true;
}

async function look(sql: postgres.Sql): Promise<readonly CloudTable[]> {
  const rows = await sql`select * from public.studio_setup_report()`;
  return judgeTables(setupReportSchema.parse([...rows]));
}

/** Mends what can be mended without asking anybody. */
async function mend(sql: postgres.Sql, tables: readonly CloudTable[]): Promise<readonly string[]> {
  const faults = tables.flatMap(({ name, faults: each }) => each.map((fault) => ({ ...fault, name })));
  const mendable = faults.flatMap(({ name, text, sql: cure }) => (cure === null ? [] : [{ name, text, cure }]));
  if (mendable.length === 0) return [];
  await inTurn(sql, async (turn) => {
    for (const { cure } of mendable) await turn.unsafe(cure).simple();
    await turn`notify pgrst, 'reload schema'`;
  });
  return mendable.map(({ name, text }) => `${name}: ${text}`);
}

function notSupabase(host: string): CloudSetupProblem {
  return {
    code: 'not_supabase',
    message: `The database at ${host} is none of a Supabase project: it lacks the roles or the accounts that Supabase makes. Nothing was changed.`,
    fix: 'Copy the connection string under Connect, Session pooler, in the dashboard of your project.',
  };
}

const calledOff: CloudSetupProblem = {
  code: 'called_off',
  message: 'Called off. What was done stays; the step in hand was taken back.',
  fix: 'Run it again to finish: videoexpress cloud setup',
};
