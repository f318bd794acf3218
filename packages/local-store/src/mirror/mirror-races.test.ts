import { StoreUnavailable } from '@videoexpress/studio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addJobs, expectTheSame } from '../testing/copied-objects.ts';
import { type CopiedStudio, copiedStudio, idle } from '../testing/copied-studio.ts';

let studio: CopiedStudio;
beforeEach(() => {
  studio = copiedStudio();
});
afterEach(() => studio.discard());

/** Holds the next answers back until it is called. */
function holdAnswers(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  studio.cloud.answering = () => promise;
  return () => {
    studio.cloud.answering = async () => {};
    resolve();
  };
}

const asBob = () => studio.mirror.signIn({ email: 'bob@example.com', password: 'right' }, 'browser');

describe('a sign-in that changes while an answer is under way', () => {
  it('is over when the person has signed out during its renewal', async () => {
    await studio.signIn();
    await studio.settle();
    studio.clock.advance(3_600_000);
    const letGo = holdAnswers();
    await idle();
    expect(studio.cloud.refreshes).toBe(1);
    await studio.mirror.signOut('browser');
    letGo();
    await idle();
    expect(await studio.mirror.status()).toMatchObject({ signedInAs: null, state: 'needs_login' });
  });

  it('is that of who signed in last, not of who was renewed meanwhile', async () => {
    await studio.signIn();
    await studio.settle();
    studio.clock.advance(3_600_000);
    const letGo = holdAnswers();
    await idle();
    expect(studio.cloud.refreshes).toBe(1);
    expect(await asBob()).toMatchObject({ ok: true });
    letGo();
    await studio.settle();
    const kept = (await studio.store.mirror.read({ machineId: '', machineName: '' })).sessionSealed ?? '';
    expect(Buffer.from(kept, 'base64').toString()).toContain('user-of-bob@example.com');
  });

  it('begins a whole copy of its own', async () => {
    await addJobs(studio, 1200);
    await studio.signIn();
    const letGo = holdAnswers();
    await studio.pass(3000);
    expect(studio.cloud.rows.jobs.size).toBe(500);
    // Another project, in which nothing is yet.
    studio.cloud.url = 'https://another.supabase.co';
    for (const rows of Object.values(studio.cloud.rows)) rows.clear();
    studio.cloud.entries.clear();
    await studio.signIn();
    letGo();
    await studio.settle();
    expect(studio.cloud.rows.jobs.size).toBe(1200);
    await expectTheSame(studio);
  });
});

it('what was done is answered as done, also where nobody can be told of it', async () => {
  Object.assign(studio.store.queue, {
    appendEvent: async () => {
      throw new StoreUnavailable('busy', new Error('locked'));
    },
  });
  expect(await studio.mirror.recoveryKey(false, 'browser')).toMatchObject({ ok: true, value: 'ABCD-EFGH' });
  await studio.signIn();
  expect(await studio.mirror.signOut('browser')).toMatchObject({ signedInAs: null });
});

it('a project that wants to be left alone for ever is asked again after a day', async () => {
  await studio.signIn();
  await studio.settle();
  studio.cloud.fault = { code: 'rate_limited', detail: 'Too many requests.', retryAfterMs: 1e17 };
  await addJobs(studio, 1);
  await studio.pass(10_000);
  const { state, retryAt } = await studio.mirror.status();
  expect(state).toBe('waiting');
  expect(Date.parse(retryAt ?? '') - studio.clock.now()).toBeLessThanOrEqual(1.2 * 24 * 3_600_000);
});

it('a log that was cut while nobody was signed in leaves nothing there that is gone here', async () => {
  await studio.signIn();
  await studio.settle();
  // Versions run ahead of the log, as after a restored backup; then jobs are sent, and the answer is lost.
  await studio.store.mirror.change({ versionOffset: 1000 });
  const { cursor } = await studio.store.mirror.read({ machineId: '', machineName: '' });
  await addJobs(studio, 5);
  await studio.settle();
  await studio.mirror.stop();
  await studio.store.mirror.change({ cursor });
  studio.store.connection.exec('DELETE FROM job; DELETE FROM event');
  await addJobs(studio, 1);
  studio.startAgain();
  await studio.settle();
  await expectTheSame(studio);
});
