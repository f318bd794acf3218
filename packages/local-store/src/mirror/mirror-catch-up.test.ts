import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addJobs, addProject, expectTheSame } from '../testing/copied-objects.ts';
import { type CopiedStudio, copiedStudio, idle } from '../testing/copied-studio.ts';

let studio: CopiedStudio;
beforeEach(() => {
  studio = copiedStudio();
});
afterEach(() => studio.discard());

describe('a copy that fell behind', () => {
  it('F13: a day away with 10,000 changes is caught up with in order, at a bounded rate, and the lag is shown', async () => {
    await studio.signIn();
    await studio.settle();
    studio.cloud.fault = { code: 'unreachable', detail: 'No route to studio.supabase.co.' };
    const project = await addProject(studio, 'Foxes');
    await addJobs(studio, 9_900);
    for (let n = 0; n < 100; n += 1) await studio.store.projects.rename(project, `name ${n}`, studio.clock.now());
    const longestMs = { value: 0 };
    for (let hour = 0; hour < 24; hour += 1) {
      const began = performance.now();
      await addJobs(studio, 1);
      longestMs.value = Math.max(longestMs.value, performance.now() - began);
      studio.clock.advance(60 * 60_000);
      await idle();
    }
    const away = await studio.mirror.status();
    expect(away.state).toBe('waiting');
    expect(away.changesBehind).toBeGreaterThan(10_000);
    expect(Date.parse(away.retryAt ?? '')).toBeGreaterThan(studio.clock.now() - 1);
    expect(studio.clock.now() - Date.parse(away.oldestBehindAt ?? '')).toBeGreaterThan(23 * 60 * 60_000);
    expect(await studio.mirror.health()).toMatchObject({ id: 'supabase', status: 'degraded' });
    // Seconds at first, ten minutes at most: a day is no storm of requests, and nobody waits long when it is back.
    expect(studio.told.length).toBeLessThan(400);
    expect(longestMs.value).toBeLessThan(100);

    studio.cloud.fault = null;
    const versions: number[] = [];
    let writes = 0;
    studio.cloud.onWrite = () => {
      writes += 1;
      versions.push(Number([...studio.cloud.rows.jobs.values()].at(-1)?.['version'] ?? 0));
    };
    await studio.mirror.copyNow();
    const startedMs = studio.clock.monotonic();
    await studio.settle();
    await expectTheSame(studio);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(studio.clock.monotonic() - startedMs).toBeGreaterThan(20_000);
    expect(writes).toBeLessThan(60);
    expect(await studio.mirror.status()).toMatchObject({ state: 'up_to_date', changesBehind: 0, retryAt: null });
  });

  it('goes on from where it was after a kill in mid-copy, and misses nothing', async () => {
    await addJobs(studio, 2600);
    await addProject(studio, 'Foxes');
    await studio.signIn();
    await studio.pass(2500);
    expect(studio.cloud.rows.jobs.size).toBeGreaterThan(0);
    expect(studio.cloud.rows.jobs.size).toBeLessThan(2600);
    await addJobs(studio, 700);
    studio.startAgain();
    await studio.settle();
    await expectTheSame(studio);
    // Acknowledged there, and not yet written down here: the same rows come again and change nothing.
    const cursor = (await studio.store.mirror.read({ machineId: '', machineName: '' })).cursor;
    await studio.store.mirror.change({ cursor: cursor - 600 });
    const versions = [...studio.cloud.rows.jobs.values()].map((row) => row['version']);
    studio.startAgain();
    await studio.settle();
    expect([...studio.cloud.rows.jobs.values()].map((row) => row['version'])).toEqual(versions);
  });
});
