import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isEndState } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { faultFolder, mayMount, mountSmallDisk } from '../../testing/faults/fault-folder.ts';
import type { DaemonUnderTest } from '../../testing/kills/daemon-under-test.ts';

const folder = faultFolder();
const job = { kind: 'text_to_video', input: { prompt: 'x'.repeat(1500), seed: 1 } } as const;

interface FullDisk {
  readonly name: string;
  /** To be called before the daemon starts. */
  readonly prepare: () => void;
  readonly fill: (daemon: DaemonUnderTest) => void;
  readonly makeRoom: (daemon: DaemonUnderTest) => void;
}

/** What SQLite says on a full disk can be had everywhere; a disk that is really full, by root alone. */
const fullDatabase: FullDisk = {
  name: 'database to which no page can be added',
  prepare: () => undefined,
  fill: (daemon) => daemon.tell({ do: 'fill database' }),
  makeRoom: (daemon) => daemon.tell({ do: 'make room' }),
};
const fullFileSystem: FullDisk = {
  name: 'file system without a free byte',
  prepare: () => void mountSmallDisk(folder, 160),
  fill: () => fillUp(folder.root(), 0),
  makeRoom: () => rmSync(join(folder.root(), 'filler')),
};

/** Leaves so many bytes free. */
function fillUp(disk: string, leave: number): void {
  const file = openSync(join(disk, 'filler'), 'w');
  try {
    const { bavail, bsize } = statfsSync(disk);
    writeSync(file, Buffer.alloc(Math.max(0, bavail * bsize - leave)));
    // The daemon writes meanwhile: what it freed is taken too.
    while (leave === 0) writeSync(file, Buffer.alloc(4096));
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause;
  } finally {
    closeSync(file);
  }
}

describe('a full disk', () => {
  it.each(mayMount ? [fullDatabase, fullFileSystem] : [fullDatabase])(
    'as a $name: 507, no half row, the queue waits and says so, and goes on by itself',
    async ({ prepare, fill, makeRoom }) => {
      prepare();
      const daemon = await folder.begin();
      const before = await daemon.api.call('createJob', { body: job });
      expect(before).toMatchObject({ ok: true });
      fill(daemon);
      const promised: string[] = [];
      let refused: unknown = null;
      while (refused === null) {
        const made = await daemon.api.call('createJob', { body: { ...job, runAt: '2099-01-01T00:00:00.000Z' } });
        if (made.ok) promised.push(made.value.body.id);
        else refused = made.error;
      }
      expect(refused).toMatchObject({ code: 'problem', problem: { status: 507, code: 'disk_full' } });
      const shown = await daemon.api.call('listJobs', { query: { limit: 200, state: 'queued' } });
      const waiting = shown.ok ? shown.value.body.items.map(({ id }) => id) : [];
      expect(promised.filter((id) => !waiting.includes(id as never))).toEqual([]);
      const health = await daemon.api.call('getHealth', {});
      const queue = health.ok ? health.value.body.services.find(({ id }) => id === 'queue') : null;
      expect(queue).toMatchObject({ status: 'degraded', fix: 'Free some disk space.' });
      makeRoom(daemon);
      await expect
        .poll(async () => (await daemon.api.call('createJob', { body: job })).ok, { timeout: 20_000 })
        .toBe(true);
      await expect
        .poll(
          async () => {
            const jobs = await daemon.api.call('listJobs', { query: { limit: 200 } });
            if (!jobs.ok) return 'unknown';
            const due = jobs.value.body.items.filter(({ runAt }) => runAt === null);
            return due.every(({ state }) => isEndState(state)) ? due.map(({ state }) => state) : 'not yet';
          },
          { timeout: 30_000 },
        )
        .toEqual(['succeeded', 'succeeded']);
    },
  );

  it.each(mayMount ? [0, 4, 16, 80, 160, 260] : [])(
    'with %i kB left at the start: it opens, or says that the disk is full and leaves',
    async (kilobytes) => {
      const disk = mountSmallDisk(folder, 4);
      fillUp(disk, kilobytes * 1024);
      const { opened, code, said } = await folder.serve();
      if (!opened) {
        expect(code).not.toBe(0);
        expect(said).toMatch(/disk|room/i);
        expect(said).not.toContain('    at ');
      } else expect(code).toBe(0);
    },
  );
});
