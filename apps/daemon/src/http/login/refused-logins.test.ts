import { ManualClock } from '@videoexpress/studio/testing';
import { describe, expect, it } from 'vitest';
import { AuditDouble } from '../../testing/audit-double.ts';
import { createRefusedLogins } from './refused-logins.ts';

const minuteMs = 60_000;

describe('refused logins in the audit log', () => {
  it('are told at once when they begin, and counted for ten minutes from then', () => {
    const [audit, clock] = [new AuditDouble(), new ManualClock()];
    const refused = createRefusedLogins({ audit, clock });
    for (let count = 0; count < 41; count += 1) refused.note();
    expect(audit.notes).toHaveLength(1);
    clock.advance(10 * minuteMs);
    expect(audit.notes.map(({ action }) => action)).toEqual(['login_refused', 'login_refused']);
    expect(audit.notes[1]?.detail).toContain('40 more');
  });

  it('cannot fill the log: a day of trying without a pause is at most 288 lines', () => {
    const [audit, clock] = [new AuditDouble(), new ManualClock()];
    const refused = createRefusedLogins({ audit, clock });
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      for (let count = 0; count < 50; count += 1) refused.note();
      clock.advance(minuteMs);
    }
    expect(audit.notes.length).toBeLessThanOrEqual(288);
    expect(audit.notes.length).toBeGreaterThan(100);
  });

  it('are one line when it was one, and what was counted is told at the end', async () => {
    const [audit, clock] = [new AuditDouble(), new ManualClock()];
    const refused = createRefusedLogins({ audit, clock });
    refused.note();
    clock.advance(20 * minuteMs);
    expect(audit.notes).toHaveLength(1);
    refused.note();
    refused.note();
    await refused.close();
    expect(audit.notes).toHaveLength(3);
  });
});
