import { err, ok } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AuditLog, AuditStore, DatedAuditNote } from './audit-log.ts';

/** How long a line that could not be written waits for its next try. */
const againMs = 5_000;
/** So many are held in memory while the database takes nothing; the daemon refuses changes then, so few come. */
const mostHeld = 1_000;

/** The audit log over its table. */
export function createAuditLog(deps: {
  readonly store: AuditStore;
  readonly clock: Clock;
  readonly log: Log;
}): AuditLog & {
  /** Tries once more to write what is held, and tries no further. */
  close(): Promise<void>;
} {
  const { store, clock, log } = deps;
  let held: DatedAuditNote[] = [];
  let callOff: (() => void) | null = null;

  async function write(): Promise<void> {
    const now = held;
    if (now.length === 0) return;
    held = [];
    callOff?.();
    callOff = null;
    try {
      await store.append(now);
    } catch (cause) {
      held = [...now, ...held].slice(-mostHeld);
      log.warn({ err: cause, lines: held.length }, 'Lines of the audit log could not be written yet');
      callOff ??= clock.after(againMs, () => void write());
    }
  }

  return {
    note(note) {
      held.push({ ...note, atMs: clock.now() });
      return write();
    },
    async list({ cursor, ...query }) {
      if (cursor !== undefined && !/^[1-9]\d{0,14}$/.test(cursor)) {
        const message = 'Is not a cursor of this list. Use nextCursor of the page before, or leave it out.';
        return err({ code: 'invalid_input', detail: message, errors: [{ path: 'cursor', message }] });
      }
      return ok(await store.list({ ...query, beforeId: cursor === undefined ? null : Number(cursor) }));
    },
    async close() {
      await write();
      callOff?.();
    },
  };
}
