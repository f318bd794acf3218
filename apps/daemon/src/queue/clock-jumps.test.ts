import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import { addToLibrary } from '../testing/library-clips.ts';
import type { TestStudio } from '../testing/test-studio.ts';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';

const studio = keptStudios();
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Lets time pass as it does in a running machine. */
async function pass(test: TestStudio, ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += minuteMs) {
    test.clock.advance(minuteMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // Chores go through in the turns after the last timer.
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function withTrash() {
  const test = studio();
  await test.studio.start();
  await test.studio.settings.patch({ trashDays: 1, historyDays: 1 });
  const clip = await addToLibrary(test, { name: 'Fox' });
  await test.studio.assets.trash(clip.asset.id);
  const job = await test.create();
  await test.studio.jobs.cancel(job.id);
  return { test, clip, job };
}

describe('a wall clock that is two days ahead for a while', () => {
  it('and then set right takes nothing out of the trash, out of the history, or of the keys that were used', async () => {
    const { test, clip, job } = await withTrash();
    const request = { kind: 'text_to_video', input: { prompt: 'Once' } } as const;
    const first = await test.studio.jobs.create(request, 'a-key');
    await pass(test, 65 * minuteMs);
    test.clock.jumpWall(8 * dayMs);
    await pass(test, 60 * minuteMs);
    test.clock.jumpWall(-8 * dayMs);
    await pass(test, 3 * 60 * minuteMs);
    expect(await test.studio.assets.get(clip.asset.id)).not.toBeNull();
    expect(existsSync(clip.file)).toBe(true);
    expect(await test.studio.jobs.get(job.id)).not.toBeNull();
    const again = await test.studio.jobs.create(request, 'a-key');
    expect(again).toMatchObject({ ok: true, value: { repeated: true } });
    expect(again.ok && first.ok && again.value.job.id === first.value.job.id).toBe(true);
  });

  it('at a start takes nothing either: a time server has ten minutes to set it right', async () => {
    const { test, clip } = await withTrash();
    const next = await nextRun(studio, test, new ScriptedEngine());
    next.clock.jumpWall(8 * dayMs);
    await next.studio.start();
    await pass(next, 9 * minuteMs);
    next.clock.jumpWall(-8 * dayMs);
    await pass(next, 2 * 60 * minuteMs);
    expect(existsSync(clip.file)).toBe(true);
  });

  it('for good is believed in the end: the trash lets go', async () => {
    const { test, clip } = await withTrash();
    await pass(test, 65 * minuteMs);
    test.clock.jumpWall(8 * dayMs);
    await pass(test, 3 * 60 * minuteMs);
    expect(await test.studio.assets.get(clip.asset.id)).toBeNull();
    expect(existsSync(clip.file)).toBe(false);
  });

  it('after a night of sleep is not held against it for long', async () => {
    const { test, clip } = await withTrash();
    await pass(test, 65 * minuteMs);
    test.clock.suspend(2 * dayMs);
    await pass(test, 3 * 60 * minuteMs);
    expect(existsSync(clip.file)).toBe(false);
  });
});

describe('the event log over a wall clock that jumped', () => {
  it('is cut at its beginning alone: a reader is told that it missed something, and never reads across a hole', async () => {
    const test = studio();
    const { queue, events } = test.store;
    const health = { id: 'a', label: 'A', status: 'ok', latencyMs: null, detail: '', fix: null } as const;
    const at = (ms: number) => queue.appendEvent({ topic: 'health', payload: health }, ms);
    const start = await events.lastId();
    await at(1 * dayMs);
    await at(3 * dayMs);
    await at(1 * dayMs + 1);
    await at(4 * dayMs);
    await queue.prune(2 * dayMs, 2 * dayMs);
    const rest = await events.after(start + 1, 100);
    if (rest === 'gone') throw new Error('More was pruned than is old');
    expect(rest.map(({ id }) => id - start)).toEqual([2, 3, 4]);
    expect(await events.after(start, 100)).toBe('gone');
    await queue.prune(9 * dayMs, 9 * dayMs);
    expect(await events.after(start + 3, 100)).toBe('gone');
    expect(await events.after(await events.lastId(), 100)).toEqual([]);
  });
});
