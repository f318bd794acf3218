import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { err, ok, type Result } from '@videoexpress/job-schema';

const secretPattern = /^[A-Za-z0-9_-]{43}$/;

export interface SecretFileError {
  readonly code: 'unreadable' | 'unwritable';
  readonly path: string;
  readonly detail: string;
}

/** The token that opens the HTTP interface: 32 random bytes, base64url, in a file of mode 0600. */
export function readOrCreateToken(path: string): Result<string, SecretFileError> {
  return readOrCreateSecret(path);
}

/** The key that signs browser sessions. It survives a restart, so sessions do. */
export function readOrCreateSessionKey(path: string): Result<string, SecretFileError> {
  return readOrCreateSecret(path);
}

/** The token that workers of one's own show. Apart from the other, so that a worker can do nothing else with it. */
export function readOrCreateWorkerToken(path: string): Result<string, SecretFileError> {
  return readOrCreateSecret(path);
}

/** Puts another worker token in force; whoever shows the old one is refused from then on. */
export function rotateWorkerToken(path: string): Result<string, SecretFileError> {
  try {
    return ok(replaceSecret(path));
  } catch (cause) {
    return err({ code: 'unwritable', path, detail: messageOf(cause) });
  }
}

/** The token as it stands, or null where no daemon has made one that can be used. */
export function readToken(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return secretPattern.test(text) ? text : null;
  } catch {
    return null;
  }
}

/**
 * Both secrets can be made again at any time, so one that is damaged, or that others on the machine could read, is
 * replaced rather than used; and so is a link, as whoever put it there knows what it leads to.
 */
function readOrCreateSecret(path: string): Result<string, SecretFileError> {
  try {
    if (lstatSync(path).isSymbolicLink()) return ok(replaceSecret(path));
    const existing = readFileSync(path, 'utf8').trim();
    if (secretPattern.test(existing) && !wasReadableByOthers(path)) return ok(existing);
    return ok(replaceSecret(path));
  } catch (cause) {
    if (!isErrno(cause, 'ENOENT')) return err({ code: 'unreadable', path, detail: messageOf(cause) });
  }
  try {
    return ok(createSecret(path));
  } catch (cause) {
    const winner = isErrno(cause, 'EEXIST') ? readToken(path) : null;
    return winner === null ? err({ code: 'unwritable', path, detail: messageOf(cause) }) : ok(winner);
  }
}

function createSecret(path: string): string {
  const secret = randomBytes(32).toString('base64url');
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, `${secret}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return secret;
}

function replaceSecret(path: string): string {
  const fresh = `${path}.new`;
  rmSync(fresh, { force: true });
  const secret = createSecret(fresh);
  renameSync(fresh, path);
  return secret;
}

/** Some file systems (Windows, mounted drives) keep no modes; there a mode says nothing and stays as it is. */
function wasReadableByOthers(path: string): boolean {
  if ((statSync(path).mode & 0o077) === 0) return false;
  chmodSync(path, 0o600);
  return (statSync(path).mode & 0o077) === 0;
}

function isErrno(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
