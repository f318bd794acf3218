import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { exitCodes, plainText } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { usageFailure, type Failure } from '../failure.ts';

const mostBytes = 1_000_000;

/** A `.env` that a person named. */
export interface EnvFile {
  /** Names to values, without those that are empty. */
  readonly values: ReadonlyMap<string, string>;
  /** Others on this machine can read it: its mode, as `chmod` writes it. */
  readonly wideMode: string | null;
}

/** Reads it once, through one descriptor. Nothing of what it holds is ever in a failure's words. */
export function readEnv(path: string, platform: NodeJS.Platform): Result<EnvFile, Failure> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    const why =
      cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'is not there' : 'cannot be read';
    return err(usageFailure(`${plainText(path)} ${why}.`));
  }
  try {
    const { mode, size } = fstatSync(file);
    if (size > mostBytes) return err(unreadable(path, 'is far too large for a .env'));
    const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
    if (text.includes('\0')) return err(unreadable(path, 'is no text in UTF-8; save it as UTF-8'));
    const values = Object.entries(parseEnv(text)).filter(([, value]) => value !== undefined && value !== '');
    const isWide = platform !== 'win32' && (mode & 0o077) !== 0;
    return ok({
      values: new Map(values.map(([name, value]) => [name, value ?? ''])),
      wideMode: isWide ? (mode & 0o777).toString(8) : null,
    });
  } catch {
    return err(unreadable(path, 'cannot be read'));
  } finally {
    closeSync(file);
  }
}

function unreadable(path: string, why: string): Failure {
  return { exitCode: exitCodes.usage, code: 'usage', message: `${plainText(path)} ${why}.` };
}
