import { auditActions, type AuditEntry } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { auditFilters, byDay, subjectText } from './audit-words.ts';

const entry = (id: number, at: Date): AuditEntry => ({
  id,
  at: at.toISOString(),
  action: 'login',
  subject: null,
  detail: null,
  actor: 'browser',
});

describe('the words of the audit log', () => {
  it('have every action in exactly one filter', () => {
    const filtered = auditFilters.flatMap(({ actions }) => [...actions]);
    expect(filtered.toSorted()).toEqual([...auditActions].toSorted());
  });

  it('put lines to the days of this clock, newest first', () => {
    const now = new Date(2026, 10, 28, 9);
    const entries = [
      entry(5, new Date(2026, 10, 28, 0, 1)),
      entry(4, new Date(2026, 10, 27, 23, 59)),
      entry(3, new Date(2026, 10, 27, 1)),
      entry(2, new Date(2026, 9, 1, 12)),
    ];
    expect(byDay(entries, now.getTime()).map(({ label, entries: its }) => [label, its.map(({ id }) => id)])).toEqual([
      ['Today', [5]],
      ['Yesterday', [4, 3]],
      [expect.stringMatching(/^Thursday,? 1 October 2026$/), [2]],
    ]);
  });

  it('shorten ids to the part that differs, and nothing else', () => {
    expect(subjectText({ subject: `ast_${'0'.repeat(24)}1a2b3c4d` })).toBe('ast_…1a2b3c4d');
    expect(subjectText({ subject: 'OPENAI_API_KEY' })).toBe('OPENAI_API_KEY');
    expect(subjectText({ subject: null })).toBeNull();
  });
});
