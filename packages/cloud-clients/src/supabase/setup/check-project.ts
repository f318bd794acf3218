import { type CloudCheck, err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { CloudSetupProblem } from './cloud-setup-problem.ts';
import { expectedTables } from './expected-tables.ts';
import { judgeProject } from './judge-tables.ts';
import { type ReportedTable, setupReportSchema } from './setup-report.ts';

export interface CheckOptions {
  /** `https://<ref>.supabase.co` */
  readonly url: string;
  /** The publishable key is enough, and nobody has to be signed in. */
  readonly key: string;
  /** The newest migration that this program has. */
  readonly wantedVersion: string;
  readonly signal: AbortSignal;
  /** Left out: ten seconds for each request. */
  readonly timeoutMs?: number;
}

const refusalSchema = z.object({ code: z.string().catch(''), message: z.string().catch('') });

/** Asks a project over HTTP how it is set up, table by table. Changes nothing. */
export async function checkProject(options: CheckOptions): Promise<Result<CloudCheck, CloudSetupProblem>> {
  const { wantedVersion } = options;
  const version = await ask(options, 'rpc/studio_schema_version');
  if (!version.ok) return version;
  if (version.value.status === 200) {
    const report = await ask(options, 'rpc/studio_setup_report');
    if (!report.ok) return report;
    const rows = setupReportSchema.safeParse(report.value.body);
    if (rows.success) return ok(judgeProject(rows.data, String(version.value.body), wantedVersion));
    return err(unexpected(report.value));
  }
  if (!isMissing(version.value)) return err(problemOf(version.value, options));
  // Nothing of ours answers, or it was set up in halves: which tables are there?
  const found: ReportedTable[] = [];
  for (const { name } of expectedTables) {
    const answer = await ask(options, `${name}?select=id&limit=1`);
    if (!answer.ok) return answer;
    const isThere = !isMissing(answer.value);
    found.push({ ...nothingKnown, name, is_there: isThere });
  }
  const { tables, ...judged } = judgeProject(found, null, wantedVersion);
  const known = tables.map((table) => (table.isThere ? { ...table, faults: [cannotTell] } : table));
  return ok({ ...judged, tables: known });
}

const nothingKnown = { row_security: false, is_forced: false, policies: [], grants: {}, triggers: [] };
const cannotTell = { text: 'How it is protected cannot be told before the set-up is finished.', sql: null };

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function ask(options: CheckOptions, path: string): Promise<Result<Answer, CloudSetupProblem>> {
  const { url, key, signal, timeoutMs = 10_000 } = options;
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) return err(noAddress);
  const isCall = path.startsWith('rpc/');
  try {
    const response = await fetch(`${address.origin}/rest/v1/${path}`, {
      method: isCall ? 'POST' : 'GET',
      headers: { apikey: key, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(isCall ? { body: '{}' } : {}),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const text = await response.text();
    return ok({ status: response.status, body: parsed(text) });
  } catch (cause) {
    return err(signal.aborted ? calledOff : unreachable(address.host, cause));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.slice(0, 200) };
  }
}

/** A table or a function that is not in what the interface knows. */
function isMissing({ status, body }: Answer): boolean {
  const { code } = refusalSchema.parse(body ?? {});
  return status === 404 && ['PGRST202', 'PGRST205', '42P01', '42883'].includes(code);
}

function problemOf(answer: Answer, { key, url }: CheckOptions): CloudSetupProblem {
  const { status } = answer;
  const { code, message } = refusalSchema.parse(typeof answer.body === 'object' ? (answer.body ?? {}) : {});
  if (status === 540 || /paused/i.test(message)) {
    const fix = 'Wake it in the dashboard of Supabase, wait a minute, and check again.';
    return { code: 'paused', message: 'The project is paused.', fix };
  }
  if (code === 'PGRST106') {
    const fix = 'Put public among the exposed schemas in the dashboard: Project Settings, Data API';
    return { code: 'not_exposed', message: 'The project does not show the schema public over HTTP.', fix };
  }
  if (status === 401) {
    const kind = key.startsWith('sb_secret_') ? 'secret' : 'publishable';
    return {
      code: 'key_refused',
      message: `The project at ${URL.parse(url)?.host ?? url} refused the ${kind} key.`,
      fix: 'Copy the key again from the dashboard: Project Settings, API Keys',
    };
  }
  if (status === 404 || (status >= 300 && status < 400)) return noAddress;
  if (status >= 500) {
    const fix = 'Wait a minute and check again. If it stays so, look in the dashboard how the project is.';
    return { code: 'unreachable', message: `The project answers, and its database does not (status ${status}).`, fix };
  }
  return unexpected(answer);
}

function unexpected({ status, body }: Answer): CloudSetupProblem {
  const { code, message } = refusalSchema.parse(typeof body === 'object' ? (body ?? {}) : {});
  const said = [code, message].filter((each) => each !== '').join(': ');
  const detail = `The project answered with something that was not expected (status ${status}${said === '' ? '' : `, ${said}`}).`;
  return { code: 'failed', message: detail, fix: 'Check again in a minute.' };
}

const noAddress: CloudSetupProblem = {
  code: 'no_such_project',
  message: 'The address is none of a Supabase project.',
  fix: 'It looks like https://abcdefgh.supabase.co and stands in the dashboard: Project Settings, Data API',
};

const calledOff: CloudSetupProblem = { code: 'called_off', message: 'Called off.', fix: null };

function unreachable(host: string, cause: unknown): CloudSetupProblem {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
  return {
    code: 'unreachable',
    message: `${host} cannot be reached: ${reason}`,
    fix: 'See that this computer is online, that the address is right, and in the dashboard that the project is not paused.',
  };
}
