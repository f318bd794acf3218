import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addJobs, addProject, copyOf, expectTheSame } from '../testing/copied-objects.ts';
import { type CopiedStudio, copiedStudio } from '../testing/copied-studio.ts';

let studio: CopiedStudio;
const others: CopiedStudio[] = [];
beforeEach(() => {
  studio = copiedStudio();
});
afterEach(async () => {
  for (const each of [studio, ...others.splice(0)]) await each.discard();
});

describe('two computers and one project', () => {
  it('each keep their own rows and see each other', async () => {
    await addJobs(studio, 2);
    await studio.signIn();
    await studio.settle();
    const laptop = copiedStudio({ cloud: studio.cloud, clock: studio.clock, computer: 'laptop' });
    others.push(laptop);
    await addJobs(laptop, 3);
    await laptop.signIn();
    await laptop.settle();
    expect(studio.cloud.rows.jobs.size).toBe(5);
    const [other] = (await laptop.mirror.status()).others;
    expect(other).toMatchObject({ name: 'studio' });
    const seen = await laptop.mirror.elsewhere(other?.id ?? '', new AbortController().signal);
    expect(seen).toMatchObject({ ok: true, value: { jobs: [{ prompt: 'A red fox' }, { prompt: 'A red fox' }] } });
  });

  it('a copied data folder becomes a machine of its own, and neither touches the rows of the other', async () => {
    await addJobs(studio, 4);
    await studio.signIn();
    await studio.settle();
    studio.store.connection.pragma('wal_checkpoint(TRUNCATE)');
    const path = join(studio.folder, 'copied.db');
    copyFileSync(join(studio.folder, 'videoexpress.db'), path);
    studio.startAgain();
    await studio.settle();
    const copy = copiedStudio({ cloud: studio.cloud, clock: studio.clock, computer: 'copy', path });
    others.push(copy);
    await copy.settle();
    const machines = [...studio.cloud.entries.values()];
    expect(machines.map(({ name }) => name).toSorted()).toEqual(['copy', 'studio']);
    expect(studio.cloud.rows.jobs.size).toBe(8);
    await addJobs(studio, 1);
    await studio.settle();
    expect(studio.cloud.rows.jobs.size).toBe(9);
  });

  it('N5: a database from a backup sends everything anew, above every version that is there', async () => {
    await addJobs(studio, 4);
    await studio.signIn();
    await studio.settle();
    studio.store.connection.pragma('wal_checkpoint(TRUNCATE)');
    const path = join(studio.folder, 'restored.db');
    copyFileSync(join(studio.folder, 'videoexpress.db'), path);
    studio.startAgain();
    await addJobs(studio, 30);
    await addProject(studio, 'Made after the backup');
    await studio.settle();
    const highest = Math.max(...[...studio.cloud.rows.jobs.values()].map((row) => Number(row['version'])));
    await studio.mirror.stop();
    const restored = copiedStudio({ cloud: studio.cloud, clock: studio.clock, path });
    others.push(restored);
    await restored.settle();
    await expectTheSame(restored);
    expect(copyOf(restored, 'jobs').size).toBe(4);
    for (const row of restored.cloud.live('jobs')) expect(row['version']).toBeGreaterThan(highest);
    expect(studio.cloud.entries.size).toBe(1);
  });
});
