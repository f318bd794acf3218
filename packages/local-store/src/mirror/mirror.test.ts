import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addJobs, addProject, copiedJob, copyOf, expectTheSame } from '../testing/copied-objects.ts';
import { type CopiedStudio, copiedStudio } from '../testing/copied-studio.ts';

let studio: CopiedStudio;
beforeEach(() => {
  studio = copiedStudio();
});
afterEach(() => studio.discard());

describe('the copy in the cloud', () => {
  it('asks for nothing and copies nothing until somebody signs in', async () => {
    await addJobs(studio, 3);
    await studio.pass(60_000);
    expect(studio.cloud.writes).toEqual([]);
    expect(await studio.mirror.status()).toMatchObject({ configured: true, state: 'needs_login', changesBehind: null });
    expect(await studio.mirror.heldFrom()).toBeNull();
    studio.cloud.url = null;
    expect(await studio.mirror.status()).toMatchObject({ configured: false, state: 'off' });
  });

  it('begins with everything that is there, and then follows', async () => {
    const [first] = await addJobs(studio, 1203);
    await addProject(studio, 'Foxes');
    await studio.signIn();
    await studio.settle();
    await expectTheSame(studio);
    expect(Math.max(...studio.cloud.writes.map(({ rows }) => rows))).toBeLessThanOrEqual(500);
    await addJobs(studio, 2);
    if (first !== undefined) await studio.store.jobs.edit(first, { priority: 5 }, studio.clock.now());
    const wolves = await addProject(studio, 'Wolves');
    await studio.settle();
    await expectTheSame(studio);
    await studio.store.projects.rename(wolves, 'Grey wolves', studio.clock.now());
    await studio.settle();
    expect(copyOf(studio, 'projects').get(wolves)).toMatchObject({ name: 'Grey wolves' });
    expect(studio.cloud.rows.audit_log.size).toBe(1);
    expect(await studio.mirror.status()).toMatchObject({
      state: 'up_to_date',
      changesBehind: 0,
      signedInAs: 'ada@example.com',
    });
  });

  it('sends only the newest state of what changes often', async () => {
    const project = await addProject(studio, 'one');
    await studio.signIn();
    await studio.settle();
    const before = studio.cloud.writes.filter(({ table }) => table === 'projects').length;
    for (let n = 0; n < 300; n += 1) await studio.store.projects.rename(project, `name ${n}`, studio.clock.now());
    await studio.settle();
    expect(copyOf(studio, 'projects').get(project)).toMatchObject({ name: 'name 299' });
    expect(studio.cloud.writes.filter(({ table }) => table === 'projects').length - before).toBe(1);
  });

  it('marks what is deleted as gone, and empties it there', async () => {
    const [first] = await addJobs(studio, 3);
    await studio.signIn();
    await studio.settle();
    studio.store.connection.prepare("UPDATE job SET state = 'cancelled' WHERE id = ?").run(first);
    if (first !== undefined) await studio.store.jobs.remove(first, studio.clock.now());
    await studio.settle();
    await expectTheSame(studio);
    const row = [...studio.cloud.rows.jobs.values()].find(({ id }) => id.endsWith(String(first)));
    expect(row).toMatchObject({ data: {} });
    expect(row?.['deleted_at']).not.toBeNull();
  });

  it('copies everything anew where the log no longer goes back far enough', async () => {
    await addJobs(studio, 5);
    const project = await addProject(studio, 'Foxes');
    await studio.signIn();
    await studio.settle();
    studio.cloud.fault = { code: 'unreachable', detail: 'away' };
    await studio.store.projects.rename(project, 'Wolves', studio.clock.now());
    const [gone] = await addJobs(studio, 1);
    studio.store.connection.prepare('DELETE FROM job WHERE id = ?').run(gone);
    studio.store.connection.exec('DELETE FROM event WHERE id < (SELECT max(id) FROM event)');
    studio.cloud.fault = null;
    await studio.mirror.copyNow();
    await studio.settle();
    await expectTheSame(studio);
    expect(copyOf(studio, 'projects').get(project)).toMatchObject({ name: 'Wolves' });
  });

  it('holds the log back for what is not copied yet', async () => {
    await addJobs(studio, 5);
    await studio.signIn();
    await studio.settle();
    const held = await studio.mirror.heldFrom();
    expect(held).toBeGreaterThan(5);
    studio.cloud.fault = { code: 'unreachable', detail: 'away' };
    await addJobs(studio, 5);
    await studio.pass(20_000);
    expect(await studio.mirror.heldFrom()).toBe(held);
    expect(await studio.store.mirror.lastEvent()).toBeGreaterThan(held ?? 0);
    const { queue, events } = studio.store;
    const nowMs = studio.clock.now();
    const fromEvent = held ?? 0;
    await queue.prune(nowMs + 1, 0, { fromEvent, fromMs: nowMs - 1000 * 60_000 });
    expect(await events.after(fromEvent, 10)).not.toBe('gone');
    expect(await events.after(fromEvent - 1, 10)).toBe('gone');
    // After a long time it goes all the same, and everything is copied anew.
    await queue.prune(nowMs + 1, 0, { fromEvent, fromMs: nowMs + 1 });
    expect(await events.after(fromEvent, 10)).toBe('gone');
    studio.cloud.fault = null;
    await studio.mirror.copyNow();
    await studio.settle();
    await expectTheSame(studio);
  });

  it('leaves out a row that the project does not take, says so, and copies all others', async () => {
    const ids = await addJobs(studio, 40);
    studio.cloud.refuses = (row) => row.id.endsWith(String(ids[7]));
    await studio.signIn();
    await studio.settle();
    expect(studio.cloud.rows.jobs.size).toBe(39);
    expect(studio.lines.filter(({ message }) => message.includes('left out'))).toHaveLength(1);
    expect((await studio.mirror.status()).state).toBe('up_to_date');
  });

  it('sends a prompt with a NUL in it without the NUL', async () => {
    await studio.store.jobs.insert([copiedJob('A \u0000 fox')], null);
    await studio.signIn();
    await studio.settle();
    expect(JSON.stringify([...studio.cloud.rows.jobs.values()])).not.toContain('\\u0000');
  });
});
