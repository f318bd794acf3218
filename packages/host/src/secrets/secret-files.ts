import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, basename } from 'node:path';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import { isErrno, messageOf } from './errno.ts';
import { replaceFile } from './small-durable-file.ts';

/** Where the secrets of one studio lie. All of it is in the state folder, which no backup holds. */
export interface SecretPaths {
  /** Says where each secret is kept, and holds those that are sealed. */
  readonly secretsFile: string;
  /** The 32 bytes that the sealed ones are sealed with. */
  readonly secretsKeyFile: string;
  /** What this studio is called in the system's keychain, so that two studios never share an entry. */
  readonly studioIdFile: string;
}

/** One line of the file: sealed here, in the keychain, or to be removed from the keychain once that can be reached. */
export type SecretEntry =
  | { readonly in: 'file'; readonly sealed: string }
  | { readonly in: 'keychain' }
  | { readonly in: 'keychain'; readonly removed: true };

/** By the secret's name. A name that only a newer version knows is kept as it is. */
export type SecretEntries = Readonly<Record<string, SecretEntry>>;

/** Why the files cannot be used. They are never replaced, as only a person knows whether there is a copy. */
export interface SecretFilesFault {
  readonly code: 'damaged' | 'newer' | 'readable_by_others' | 'unreadable' | 'key_missing' | 'key_damaged';
  readonly path: string;
  /** What is wrong, in one sentence. */
  readonly detail: string;
  readonly fix: string;
}

const entrySchema = z.union([
  z.strictObject({ in: z.literal('file'), sealed: z.base64() }),
  z.strictObject({ in: z.literal('keychain'), removed: z.literal(true) }),
  z.strictObject({ in: z.literal('keychain') }),
]);
const fileSchema = z.strictObject({
  version: z.literal(1),
  secrets: z.record(z.string(), entrySchema),
});

/** Reads the file. One that is not there is empty. */
export function readEntries({ secretsFile: path }: SecretPaths): Result<SecretEntries, SecretFilesFault> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (isErrno(cause, 'ENOENT')) return ok({});
    return err(unreadable(path, cause));
  }
  const json = jsonOf(text);
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data.secrets);
  const newer = z.object({ version: z.int().min(2) }).safeParse(json);
  if (newer.success) {
    const detail = `${path} was written by a newer version of VideoExpress.`;
    return err({ code: 'newer', path, detail, fix: 'Start that version again.' });
  }
  const detail = `${path} is damaged: it is no file of this version's secrets.`;
  const fix = 'Stop the studio, put a whole copy in its place or move it away, start again, and enter the keys again.';
  return err({ code: 'damaged', path, detail, fix });
}

/** Writes the file, in one step. Throws what the system says. */
export function writeEntries({ secretsFile }: SecretPaths, secrets: SecretEntries): void {
  replaceFile(secretsFile, `${JSON.stringify({ version: 1, secrets }, null, 2)}\n`);
}

const keyBytes = 32;

/** The key; null where there is none yet. One that others could read is refused, whoever made it so. */
export function readKey({ secretsKeyFile: path }: SecretPaths): Result<Buffer | null, SecretFilesFault> {
  try {
    const { mode } = statSync(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const detail = `Others on this machine can read ${path}, so it opens nothing.`;
      const fix = `chmod 600 '${path}', restart, and replace the keys if someone else uses this machine.`;
      return err({ code: 'readable_by_others', path, detail, fix });
    }
    const key = readFileSync(path);
    if (key.length === keyBytes) return ok(key);
    const detail = `${path} is damaged: it has ${key.length} bytes instead of ${keyBytes}.`;
    return err({ code: 'key_damaged', path, detail, fix: 'Put a whole copy in its place, or remove it and the keys.' });
  } catch (cause) {
    return isErrno(cause, 'ENOENT') ? ok(null) : err(unreadable(path, cause));
  }
}

/** Makes a key where there is none: whole or not at all, however the process ends. Throws what the system says. */
export function createKey({ secretsKeyFile }: SecretPaths): Buffer {
  const key = randomBytes(keyBytes);
  replaceFile(secretsKeyFile, key);
  return key;
}

const idPattern = /^[0-9a-f]{32}$/;

/** The studio's name in the keychain, made where there is none. Throws what the system says. */
export function readOrCreateStudioId({ studioIdFile: path }: SecretPaths): string {
  try {
    const id = readFileSync(path, 'utf8').trim();
    if (idPattern.test(id)) return id;
  } catch (cause) {
    if (!isErrno(cause, 'ENOENT')) throw cause;
  }
  const id = randomBytes(16).toString('hex');
  replaceFile(path, `${id}\n`);
  return id;
}

/** Removes what a kill in the middle of a write left. */
export function clearUnfinished({ secretsFile, secretsKeyFile, studioIdFile }: SecretPaths): void {
  const folder = dirname(secretsFile);
  const started = [secretsFile, secretsKeyFile, studioIdFile].map((path) => `${basename(path)}.`);
  for (const name of namesIn(folder)) {
    if (name.endsWith('.new') && started.some((start) => name.startsWith(start)))
      rmSync(join(folder, name), { force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(path: string, cause: unknown): SecretFilesFault {
  const detail = `${path} cannot be read: ${messageOf(cause)}.`;
  return { code: 'unreadable', path, detail, fix: `See who owns it, and make it readable for this user alone.` };
}
