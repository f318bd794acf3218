import type { Job, JobId } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studios = keptStudios();
/** With an engine that has room for nothing, so that jobs wait until a test claims them. */
const studio = () => studios(new ScriptedEngine({ maxConcurrent: 0 }));

/** The queued jobs in the order that the answers give them. */
async function inOrder(test: TestStudio): Promise<readonly Job[]> {
  const page = await test.studio.jobs.list({ limit: 200, state: ['queued'], sort: 'queue' });
  if (!page.ok) throw new Error(page.error.detail);
  const sorted = page.value.items.toSorted(
    (a, b) => a.priority - b.priority || a.position - b.position || (a.id < b.id ? -1 : 1),
  );
  expect(page.value.items).toEqual(sorted);
  return page.value.items;
}

async function order(test: TestStudio): Promise<JobId[]> {
  return (await inOrder(test)).map((job) => job.id);
}

async function claimOne(test: TestStudio): Promise<JobId | null> {
  const { work } = await test.store.jobs.claim({
    room: new Map(),
    most: 1,
    bootId: 'boot',
    nowMs: test.clock.now() + 1e9,
    soloBootId: null,
    nothingActive: true,
    ratesOf: () => ({ pricePerSecondUsd: 0, roughSeconds: null }),
    budget: null,
  });
  return work[0]?.record.job.id ?? null;
}

/** Claims until nothing waits. */
async function claimAll(test: TestStudio): Promise<JobId[]> {
  const claimed: JobId[] = [];
  for (;;) {
    const id = await claimOne(test);
    if (id === null) return claimed;
    claimed.push(id);
  }
}

async function move(test: TestStudio, job: JobId, after: JobId | null): Promise<Job> {
  const moved = await test.studio.jobs.move(job, after);
  if (!moved.ok) throw new Error(moved.error.detail);
  return moved.value;
}

describe('the place of a new job', () => {
  it('is behind those of the same millisecond, and of a clock that was put back', async () => {
    const test = studio();
    const first = await test.create();
    const second = await test.create();
    test.clock.jumpWall(-3_600_000);
    const third = await test.create();
    expect(await order(test)).toEqual([first.id, second.id, third.id]);
    expect(new Set([first, second, third].map((job) => job.position)).size).toBe(3);
  });

  it('at the front is before everything that waits, whatever the priorities', async () => {
    const test = studio();
    const late = await test.create({ priority: 5 });
    const early = await test.create({ priority: -5 });
    const front = await test.create({ placement: 'front' });
    const before = await test.create({ placement: 'front', priority: 100 });
    const ahead = await test.create({ placement: 'front', priority: -50 });
    expect(await order(test)).toEqual([ahead.id, before.id, front.id, early.id, late.id]);
    expect([front.priority, before.priority, ahead.priority]).toEqual([-5, -5, -50]);
  });

  it('stays as it was when the job comes back to wait', async () => {
    const test = studio();
    const first = await test.create();
    const second = await test.create();
    await claimOne(test);
    const third = await test.create();
    await test.store.jobs.apply(first.id, 'snooze', { notBeforeMs: test.clock.now() }, test.clock.now());
    expect(await order(test)).toEqual([first.id, second.id, third.id]);
  });
});

describe('moving a job', () => {
  it('puts it right behind another, or before all, with the priority of its neighbour', async () => {
    const test = studio();
    const [a, b, c] = [await test.create(), await test.create({ priority: 3 }), await test.create({ priority: 9 })];
    const moved = await move(test, a.id, b.id);
    expect(moved).toMatchObject({ priority: 3, version: 2 });
    expect(await order(test)).toEqual([b.id, a.id, c.id]);
    await move(test, c.id, null);
    expect(await order(test)).toEqual([c.id, b.id, a.id]);
    const still = await move(test, b.id, c.id);
    expect(still.version).toBe(1);
  });

  it('keeps the moment before which it is not to run', async () => {
    const test = studio();
    const runAt = new Date(test.clock.now() + 60_000).toISOString();
    const other = await test.create();
    const later = await test.create({ runAt });
    expect(await move(test, later.id, null)).toMatchObject({ runAt });
    expect(await order(test)).toEqual([later.id, other.id]);
  });

  it('is refused in words where it, or the one it was to follow, no longer waits', async () => {
    const test = studio();
    const first = await test.create();
    const second = await test.create();
    await claimOne(test);
    expect(await test.studio.jobs.move(second.id, first.id)).toMatchObject({
      ok: false,
      error: { code: 'invalid_state', detail: expect.stringContaining('is dispatching now and no longer waits') },
    });
    expect(await test.studio.jobs.move(first.id, null)).toMatchObject({
      ok: false,
      error: { code: 'invalid_state', detail: expect.stringContaining('The job is dispatching') },
    });
    await test.studio.jobs.cancel(first.id);
    await test.until(async () => (await test.studio.jobs.remove(first.id)).ok);
    expect(await test.studio.jobs.move(second.id, first.id)).toMatchObject({
      ok: false,
      error: { code: 'invalid_state', detail: expect.stringContaining('has been removed') },
    });
    expect(await test.studio.jobs.move(first.id, null)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await test.studio.jobs.move(second.id, second.id)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', errors: [{ path: 'after' }] },
    });
  });

  it('finds room in a gap however often it was used, with an event for every job whose place changed', async () => {
    const test = studio();
    const fixed = await test.create();
    const made: JobId[] = [];
    for (let count = 0; count < 40; count += 1) made.push((await test.create()).id);
    for (const id of made) await move(test, id, fixed.id);
    expect(await order(test)).toEqual([fixed.id, ...made.toReversed()]);
    const events = await test.studio.events.after(0, 1000);
    if (events === 'gone') throw new Error('gone');
    const last = new Map(events.flatMap(({ topic, payload }) => (topic === 'job' ? [[payload.id, payload]] : [])));
    for (const job of await inOrder(test)) expect(last.get(job.id)).toEqual(job);
  });

  it('follows a list that is moved in the same way', async () => {
    const moves = fc.array(fc.tuple(fc.nat(9), fc.option(fc.nat(9))), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 10 }),
        moves,
        async (priorities, steps) => {
          const test = studio();
          for (const priority of priorities) await test.create({ priority });
          const model = await order(test);
          const jobs = [...model];
          for (const [which, behind] of steps) {
            const id = jobs[which % jobs.length];
            const after = behind === null ? null : jobs[behind % jobs.length];
            if (id === undefined || after === undefined || id === after) continue;
            await move(test, id, after);
            model.splice(model.indexOf(id), 1);
            model.splice(after === null ? 0 : model.indexOf(after) + 1, 0, id);
            expect(await order(test)).toEqual(model);
          }
          expect(await claimAll(test)).toEqual(model);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('from several windows at once, with jobs coming and going, ends in one order: that of the claims', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('move'), which: fc.nat(30), after: fc.option(fc.nat(30)) }),
      fc.record({ do: fc.constantFrom('create', 'front', 'claim'), which: fc.nat(2), after: fc.constant(null) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const test = studio();
        const known: JobId[] = [];
        for (let count = 0; count < 6; count += 1) known.push((await test.create({ priority: count % 2 })).id);
        const running = steps.map(async (each) => {
          if (each.do === 'claim') return void (await claimOne(test));
          const placement = each.do === 'front' ? 'front' : 'back';
          if (each.do !== 'move') return void known.push((await test.create({ priority: each.which, placement })).id);
          const id = known[each.which % known.length];
          const after = each.after === null ? null : (known[each.after % known.length] ?? null);
          if (id !== undefined) await test.studio.jobs.move(id, after);
        });
        await Promise.all(running);
        const seen = await inOrder(test);
        const places = seen.map((job) => `${job.priority} ${job.position}`);
        expect(new Set(places).size).toBe(places.length);
        expect(await claimAll(test)).toEqual(seen.map((job) => job.id));
      }),
      { numRuns: 25 },
    );
  });
});

describe('the list of the queue', () => {
  it('begins with what runs, then what waits in the order of its turn, in pages without gap or repeat', async () => {
    const test = studio();
    const ended = await test.create();
    await test.studio.jobs.cancel(ended.id);
    const made: JobId[] = [];
    for (let count = 0; count < 9; count += 1) made.push((await test.create({ priority: count % 3 })).id);
    const late = await test.create({ priority: -9 });
    await claimOne(test);
    const first = await test.create({ priority: -20 });
    const pages: JobId[][] = [];
    let cursor: string | null = null;
    do {
      const page = await test.studio.jobs.list({ limit: 4, sort: 'queue', ...(cursor === null ? {} : { cursor }) });
      if (!page.ok) throw new Error(page.error.detail);
      pages.push(page.value.items.map(({ id }) => id));
      cursor = page.value.nextCursor;
    } while (cursor !== null);
    expect(pages.map((page) => page.length)).toEqual([4, 4, 3]);
    expect(pages.flat()).toEqual([late.id, first.id, ...[0, 3, 6, 1, 4, 7, 2, 5, 8].map((index) => made[index])]);
    const words = { limit: 9, sort: 'queue', q: 'nothing like it' } as const;
    expect(await test.studio.jobs.list(words)).toMatchObject({ ok: true, value: { items: [] } });
    const lost = await test.studio.jobs.list({ limit: 4, sort: 'queue', cursor: `job_${'0'.repeat(32)}` });
    expect(lost).toMatchObject({ ok: false, error: { errors: [{ path: 'cursor' }] } });
  });
});
