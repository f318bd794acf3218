import { err, ok, type Result } from '@videoexpress/job-schema';
import type { CloudSetupProblem } from './cloud-setup-problem.ts';

/** Where a project's database is, and who may come in. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const form = /^postgres(?:ql)?:\/\/([^:/@\s]+):(.*)@([^@/:\s]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?\/([^/?\s]+)(?:\?\S*)?$/is;

/**
 * Reads a connection string as the dashboard shows it. Parameters behind the `?` are left out: how the connection is
 * secured is not theirs to say. A password may hold characters that an address may not, as people paste them.
 */
export function readConnectionString(text: string): Result<DatabaseAddress, CloudSetupProblem> {
  const [, user, password = '', host, port = '5432', database] = form.exec(text.trim()) ?? [];
  if (user === undefined || host === undefined || database === undefined) {
    return err(invalid('What was given is no connection string of Postgres.'));
  }
  if (password === '' || /^\[.*\]$/.test(password)) {
    return err(invalid('The connection string has no password in it.'));
  }
  if (Number(port) < 1 || Number(port) > 65_535) return err(invalid(`There is no port ${port}.`));
  return ok({
    host: host.replaceAll(/^\[|\]$/g, ''),
    port: Number(port),
    user: decoded(user),
    password: decoded(password),
    database: decoded(database),
  });
}

function invalid(message: string): CloudSetupProblem {
  return {
    code: 'connection_string_invalid',
    message: `${message} Nothing was changed.`,
    fix: 'Copy the one under Connect, Session pooler, in the dashboard of your project, and put the password of the database in the place of [YOUR-PASSWORD]. It looks like postgresql://postgres.abcd:password@aws-0-eu-central-1.pooler.supabase.com:5432/postgres',
  };
}

/** As it is meant: a percent sign that encodes nothing is one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a host is this machine, where nothing needs to be encrypted. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
