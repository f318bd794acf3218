import postgres from 'postgres';
import type { CloudSetupProblem } from './cloud-setup-problem.ts';
import type { DatabaseAddress } from './connection-string.ts';

const notTrusted = /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|ERR_TLS|ALTNAME/;
const notReached =
  /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|EAI_AGAIN|CONNECT_TIMEOUT|CONNECTION_(CLOSED|DESTROYED|ENDED))$/;

/** What a failure of the database, or on the way to it, means to a person. The password is taken out of every text. */
export function databaseProblem(cause: unknown, address: DatabaseAddress): CloudSetupProblem {
  const { host } = address;
  const code = codeOf(cause);
  const text = textOf(cause).replaceAll(address.password, '…');
  const isDirect = /^db\.[a-z0-9]+\.supabase\.co$/.test(host);
  if (isDirect && (code === 'ENOTFOUND' || notReached.test(code))) {
    return {
      code: 'unreachable',
      message: `${host} cannot be reached. Direct connections need IPv6, which this network does not seem to have, or the project is paused.`,
      fix: 'Copy the connection string of the session pooler instead, and see in the dashboard that the project is not paused.',
    };
  }
  if (code === 'ENOTFOUND' || /tenant or user not found/i.test(text)) {
    const what = code === 'ENOTFOUND' ? `There is no host ${host}` : `${host} knows no project of this user name`;
    const fix =
      'Copy the connection string again, and see in the dashboard that the project is not paused and not deleted.';
    return { code: 'no_such_project', message: `${what}. Nothing was changed.`, fix };
  }
  if (notReached.test(code)) {
    const fix = 'See that this computer is online and that nothing on the way keeps back port 5432, then try again.';
    return { code: 'unreachable', message: `${host} cannot be reached (${code}).`, fix };
  }
  if (notTrusted.test(code)) {
    return {
      code: 'not_trusted',
      message: `The server at ${host} could not prove that it is Supabase's (${code}), so no password was sent to it.`,
      fix: 'Try from another network. If it stays so, set the project up by hand: videoexpress cloud sql',
    };
  }
  if (code === '28P01' || code === '28000' || /password authentication failed/i.test(text)) {
    const fix =
      'It is the password of the database, not of your account. A new one can be set in the dashboard: Database, Settings, Reset password';
    return { code: 'password_refused', message: 'The password of the database was refused. Nothing was changed.', fix };
  }
  if (code === '55P03' || code === '57014' || code === '53300') {
    const fix = 'Nothing is lost. Run it again in a minute; what was done is not done twice.';
    return { code: 'busy', message: `The database was too busy to go on: ${text}`, fix };
  }
  if (code === '42501') {
    const fix = 'Use the connection string of the user postgres, as the dashboard shows it.';
    return { code: 'not_allowed', message: `This user may not set the project up: ${text}`, fix };
  }
  if (code === '42P07' || code === '42710' || code === '42723') {
    return {
      code: 'name_taken',
      message: `The project has something of this name already that VideoExpress did not make: ${text}. Nothing of this step was changed.`,
      fix: 'Use a Supabase project that is for VideoExpress alone.',
    };
  }
  const fix = 'Nothing is lost. Run it again; what was done is not done twice.';
  return { code: 'failed', message: `The database refused a step: ${text}`, fix };
}

function codeOf(cause: unknown): string {
  if (cause instanceof postgres.PostgresError) return cause.code;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
