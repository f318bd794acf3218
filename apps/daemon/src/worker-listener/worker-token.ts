import { readOrCreateWorkerToken, readToken, type SecretFileError } from '@videoexpress/host';
import { ok, type Result } from '@videoexpress/job-schema';
import type { Clock } from '@videoexpress/studio';
import { sameSecret } from '../http/login/same-secret.ts';

/** Looked at this often also where nobody calls: whoever waits for work by an old token must not wait on. */
const lookEveryMs = 5000;

export interface WorkerToken {
  /** Whether an `Authorization` header carries the token that is in force now. */
  matches(authorization: string | undefined): boolean;
  close(): void;
}

/**
 * Watches the token in its file, which the command line replaces while the daemon runs.
 *
 * @param onValue told of each value, to keep it out of the log
 * @param onRotated the old one is in force no more
 */
export function watchWorkerToken(parts: {
  readonly path: string;
  readonly clock: Clock;
  readonly onValue: (value: string) => void;
  readonly onRotated: () => void;
}): Result<WorkerToken, SecretFileError> {
  const { path, clock } = parts;
  const made = readOrCreateWorkerToken(path);
  if (!made.ok) return made;
  let known: string | null = made.value;
  parts.onValue(made.value);
  let callOff = clock.after(lookEveryMs, tick);

  /** A file that is gone or damaged lets nobody in. */
  function look(): string | null {
    const now = readToken(path);
    if (now === known) return now;
    known = now;
    if (now !== null) parts.onValue(now);
    parts.onRotated();
    return now;
  }

  function tick(): void {
    look();
    callOff = clock.after(lookEveryMs, tick);
  }

  return ok({
    matches(authorization) {
      const token = look();
      // The SDK sends the bare token; a proxy or a person may write it as the standard does.
      const given = authorization?.replace(/^bearer /i, '');
      return token !== null && given !== undefined && sameSecret(given, token);
    },
    close: () => callOff(),
  });
}
