import type { AuditLog, Clock } from '@videoexpress/studio';

const togetherMs = 10 * 60_000;

export interface RefusedLogins {
  /** A link that lets nobody in was tried. */
  note(): void;
  /** Writes down what was counted and not yet told. */
  close(): Promise<void>;
}

/**
 * Writes refused logins to the audit log without letting whoever tries links fill it: the first one at once, and what follows
 * within ten minutes as one line with their number. That is at most 288 lines a day.
 */
export function createRefusedLogins(deps: {
  readonly audit: Pick<AuditLog, 'note'>;
  readonly clock: Clock;
}): RefusedLogins {
  const { audit, clock } = deps;
  let counted = 0;
  let callOff: (() => void) | null = null;

  async function tell(): Promise<void> {
    callOff = null;
    if (counted === 0) return;
    const times = counted;
    counted = 0;
    const detail =
      times === 1 ? 'One more login link that lets nobody in' : `${times} more login links within 10 minutes`;
    await audit.note({ action: 'login_refused', actor: 'browser', detail });
  }

  return {
    note() {
      if (callOff !== null) {
        counted += 1;
        return;
      }
      callOff = clock.after(togetherMs, () => void tell());
      void audit.note({
        action: 'login_refused',
        actor: 'browser',
        detail: 'A login link that was used, too old or wrong',
      });
    },
    async close() {
      callOff?.();
      await tell();
    },
  };
}
