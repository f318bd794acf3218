import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../store-unavailable.ts';
import { ManualClock } from '../testing/index.ts';
import type { DatedAuditNote } from './audit-log.ts';
import { createAuditLog } from './create-audit-log.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function logOver() {
  const clock = new ManualClock();
  const written: DatedAuditNote[] = [];
  let isBusy = false;
  const store = {
    async append(notes: readonly DatedAuditNote[]) {
      if (isBusy) throw new StoreUnavailable('busy', new Error('locked'));
      written.push(...notes);
    },
    list: async () => ({ items: [], nextCursor: null }),
  };
  const log = createAuditLog({ store, clock, log: silent });
  return { clock, log, written, setBusy: (busy: boolean) => (isBusy = busy) };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the audit log', () => {
  it('dates a line when it is noted', async () => {
    const { log, clock, written } = logOver();
    await log.note({ action: 'login', actor: 'browser' });
    expect(written).toEqual([{ action: 'login', actor: 'browser', atMs: clock.now() }]);
  });

  it('holds what the database did not take, in order and with its moment, until it does', async () => {
    const { log, clock, written, setBusy } = logOver();
    setBusy(true);
    const atMs = clock.now();
    await log.note({ action: 'login', actor: 'browser' });
    await log.note({ action: 'logout', actor: 'browser' });
    clock.advance(5_000);
    await turn();
    expect(written).toEqual([]);
    setBusy(false);
    clock.advance(5_000);
    await turn();
    expect(written.map(({ action, atMs: at }) => [action, at])).toEqual([
      ['login', atMs],
      ['logout', atMs],
    ]);
  });

  it('writes what it holds when it is closed', async () => {
    const { log, written, setBusy } = logOver();
    setBusy(true);
    await log.note({ action: 'login', actor: 'browser' });
    setBusy(false);
    await log.close();
    expect(written).toHaveLength(1);
  });

  it('refuses a cursor that is none', async () => {
    const { log } = logOver();
    const refused = await log.list({ limit: 10, cursor: '1 OR 1' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid_input', errors: [{ path: 'cursor' }] } });
  });
});
