import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditEntrySchema } from '@videoexpress/job-schema';
import type { DatedAuditNote } from '@videoexpress/studio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalStore, openLocalStore } from '../open-local-store.ts';

const startMs = Date.UTC(2026, 10, 28, 9);
let folder = '';
let store: LocalStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-audit-'));
  const opened = openLocalStore(join(folder, 'videoexpress.db'), { dataFolder: folder, expectContent: false });
  if (!opened.ok) throw new Error(opened.error.detail);
  store = opened.value;
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const note = (index: number, action: DatedAuditNote['action'] = 'login'): DatedAuditNote => ({
  action,
  actor: 'browser',
  detail: `the ${index}th`,
  atMs: startMs + index,
});

describe('the table of the audit log', () => {
  it('keeps lines with their moments, and tells of each in the same transaction', async () => {
    let commits = 0;
    const stop = store.events.onCommit(() => (commits += 1));
    await store.audit.append([note(1), { ...note(2, 'secret_set'), subject: 'RUNPOD_API_KEY' }]);
    stop();
    const { items, nextCursor } = await store.audit.list({ limit: 50, beforeId: null });
    expect(items).toEqual([
      {
        id: 2,
        at: new Date(startMs + 2).toISOString(),
        action: 'secret_set',
        subject: 'RUNPOD_API_KEY',
        detail: 'the 2th',
        actor: 'browser',
      },
      expect.objectContaining({ id: 1, action: 'login', subject: null }),
    ]);
    expect(nextCursor).toBeNull();
    const events = await store.events.after(0, 10);
    if (events === 'gone') throw new Error('Events are there');
    expect(events.map(({ topic, payload }) => [topic, auditEntrySchema.parse(payload)])).toEqual([
      ['audit', items[1]],
      ['audit', items[0]],
    ]);
    expect(commits).toBe(1);
  });

  it('is read page by page, and by what was done', async () => {
    await store.audit.append([note(1), note(2, 'logout'), note(3), note(4, 'secret_set'), note(5)]);
    const first = await store.audit.list({ limit: 2, beforeId: null });
    expect([first.items.map(({ id }) => id), first.nextCursor]).toEqual([[5, 4], '4']);
    const second = await store.audit.list({ limit: 3, beforeId: 4 });
    expect([second.items.map(({ id }) => id), second.nextCursor]).toEqual([[3, 2, 1], null]);
    const some = await store.audit.list({ limit: 50, beforeId: null, action: ['logout', 'secret_set'] });
    expect(some.items.map(({ id }) => id)).toEqual([4, 2]);
  });

  it('only grows: no line can be changed or taken out', async () => {
    await store.audit.append([note(1)]);
    for (const statement of ['UPDATE audit SET detail = NULL', 'DELETE FROM audit'])
      expect(() => store.connection.exec(statement)).toThrow('append only');
    expect((await store.audit.list({ limit: 50, beforeId: null })).items).toHaveLength(1);
  });
});
