import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A file that was last written so many days ago, by the studio's clock. */
function fileOf(test: TestStudio, path: string, ageDays: number): string {
  writeFileSync(path, 'x'.repeat(100));
  const seconds = (test.clock.now() - ageDays * dayMs) / 1000;
  utimesSync(path, seconds, seconds);
  return path;
}

/** Lets time pass as it does in a running machine, and the chores go through. */
async function pass(test: TestStudio, ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += minuteMs) {
    test.clock.advance(minuteMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('what is kept for a while', () => {
  it('goes when it is older than a person wants, and nothing goes that is still needed', async () => {
    const test = studio();
    const { folders } = test;
    const log = (day: string) => join(folders.logs, `daemon.${day}.1.log`);
    const copy = (version: number) => `${folders.databaseFile}.before-v${version}.bak`;
    const old = [
      fileOf(test, log('2020-01-01'), 31),
      fileOf(test, join(folders.quarantine, 'att_1.mp4'), 31),
      fileOf(test, copy(2), 200),
      fileOf(test, copy(9), 150),
    ];
    const kept = [
      fileOf(test, log('2020-02-01'), 20),
      // The newest of each is needed, whatever its age says: one is being written, the other is the way back.
      fileOf(test, log('2020-03-01'), 400),
      fileOf(test, copy(10), 400),
      fileOf(test, join(folders.quarantine, 'att_2.mp4'), 20),
      fileOf(test, join(folders.data, 'videoexpress.db.before-the-party.bak'), 4000),
      fileOf(test, join(folders.logs, 'boot.log'), 4000),
    ];
    await test.studio.start();
    await pass(test, 30 * minuteMs);
    await expect.poll(() => old.filter((path) => existsSync(path))).toEqual([]);
    expect(kept.filter((path) => !existsSync(path))).toEqual([]);
    await test.studio.settings.patch({ quarantineDays: 1, logDays: 1 });
    await pass(test, 65 * minuteMs);
    await expect.poll(() => existsSync(join(folders.quarantine, 'att_2.mp4'))).toBe(false);
    await expect.poll(() => existsSync(log('2020-02-01'))).toBe(false);
    expect([existsSync(log('2020-03-01')), existsSync(copy(10))]).toEqual([true, true]);
  });

  it('goes by the days of events as they are set, in pieces that leave others their turn', async () => {
    const test = studio();
    const { connection } = test.store;
    const atMs = test.clock.now() - 3 * dayMs;
    const insert = connection.prepare("INSERT INTO event (topic, payload_json, at_ms) VALUES ('queue', '{}', ?)");
    connection.transaction(() => {
      for (let row = 0; row < 12_000; row += 1) insert.run(atMs);
    })();
    await test.studio.settings.patch({ eventDays: 2 });
    const count = () =>
      Number(connection.prepare("SELECT count(*) FROM event WHERE payload_json = '{}'").pluck().get());
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    await test.store.queue.prune(test.clock.now() - 2 * dayMs, 0);
    clearInterval(counting);
    expect(count()).toBe(0);
    expect(turns).toBeGreaterThan(3);
    await test.studio.start();
    expect(await test.studio.settings.read()).toMatchObject({ eventDays: 2, logDays: 30, upgradeCopyDays: 90 });
    expect(await test.studio.settings.patch({ eventDays: 2 })).toMatchObject({ ok: true });
  });

  it('of events goes once an hour, and keys that were used once stay for their week', async () => {
    const test = studio();
    await test.studio.start();
    await test.studio.settings.patch({ eventDays: 1 });
    const request = { kind: 'text_to_video', input: { prompt: 'Once' } } as const;
    await test.studio.jobs.create(request, 'a-key');
    const first = await test.store.events.lastId();
    await pass(test, 30 * minuteMs);
    test.clock.suspend(2 * dayMs);
    await pass(test, 3 * 60 * minuteMs);
    await expect.poll(() => test.store.events.after(first - 1, 10)).toBe('gone');
    expect(await test.studio.jobs.create(request, 'a-key')).toMatchObject({ ok: true, value: { repeated: true } });
  });
});
