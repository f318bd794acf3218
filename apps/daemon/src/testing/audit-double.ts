import { type AuditEntry, ok } from '@videoexpress/job-schema';
import type { AuditLog, AuditNote } from '@videoexpress/studio';

/** An audit log in memory. */
export class AuditDouble implements AuditLog {
  readonly notes: AuditNote[] = [];

  async note(note: AuditNote): Promise<void> {
    this.notes.push(note);
  }

  async list({ limit }: { readonly limit: number }) {
    const items = this.notes.map(
      ({ action, actor, subject = null, detail = null }, index): AuditEntry => ({
        id: index + 1,
        at: '2026-01-01T00:00:00.000Z',
        action,
        actor,
        subject,
        detail,
      }),
    );
    return ok({ items: items.toReversed().slice(0, limit), nextCursor: null });
  }
}
