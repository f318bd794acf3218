import { err, type JobId, newPostId } from '@videoexpress/job-schema';
import { afterEach, describe, expect, it } from 'vitest';
import { type PublishingStudio, publishingStudio } from '../testing/publishing-studio.ts';
import { published, ScriptedSite, untilAborted } from '../testing/scripted-site.ts';
import { removeFolders } from '../testing/test-studio.ts';

let test: PublishingStudio;
afterEach(async () => {
  await test.close();
  await removeFolders(test.folders);
});

async function jobOf(id: JobId | null) {
  if (id === null) throw new Error('The post has no job');
  return test.job(id);
}

describe('the path of a post', () => {
  it('becomes a job that publishes the clip, and ends live with its link', async () => {
    test = await publishingStudio();
    test.site.onPublish = async (task) => {
      task.report({ stage: 'Uploading', state: 'uploading', fraction: 0.5 });
      return published;
    };
    const made = await test.publish();
    expect(made.posts[0]).toMatchObject({ state: 'queued', scheduledAt: null });
    const live = await test.untilPost(made.id, ({ state }) => state === 'live');
    expect(live).toMatchObject({ url: 'https://www.youtube.com/watch?v=v1', visibility: 'private', error: null });
    const job = await test.untilEnd((await jobOf(live.jobId)).id);
    expect(job).toMatchObject({ kind: 'publish', state: 'succeeded', output: { assetIds: [] }, engine: 'youtube' });
    expect(test.site.tasks).toHaveLength(1);
  });

  it('is announced as it changes, never more than twice a second', async () => {
    test = await publishingStudio();
    const made = await test.publish();
    test.site.onPublish = async (task) => {
      for (let step = 1; step <= 1000; step += 1)
        task.report({ stage: 'Uploading', state: 'uploading', fraction: step / 1000 });
      return published;
    };
    await test.untilPost(made.id, ({ state }) => state === 'live');
    const events = await test.store.events.after(0, 1000);
    if (events === 'gone') throw new Error('Events are gone');
    expect(events.filter(({ topic }) => topic === 'publication').length).toBeLessThan(8);
  });

  it('is refused where it cannot be sent, field by field, and nothing is kept', async () => {
    test = await publishingStudio();
    const { content } = test.request();
    const posts = [test.request({ content: { ...content, title: 'a'.repeat(101) } })];
    const made = await test.studio.publications.create({ assetId: test.clip, draft: false, posts }, null);
    expect(made).toMatchObject(
      err({ code: 'invalid_input', errors: [{ path: 'posts.0.content.title', message: 'The title is too long.' }] }),
    );
    expect(await test.studio.publications.list({ limit: 10 })).toMatchObject({ value: { items: [] } });
  });

  it('is made once for one Idempotency-Key', async () => {
    test = await publishingStudio();
    const request = { assetId: test.clip, draft: false, posts: [test.request()] };
    const first = await test.studio.publications.create(request, 'key');
    const again = await test.studio.publications.create(request, 'key');
    expect(again).toMatchObject({ value: { repeated: true } });
    if (!first.ok || !again.ok) throw new Error('It was refused');
    expect(again.value.publication.id).toBe(first.value.publication.id);
    const other = { ...request, posts: [test.request(), test.request()] };
    expect(await test.studio.publications.create(other, 'key')).toMatchObject({
      error: { code: 'idempotency_conflict' },
    });
  });

  it('can be made by no job, and its job not be tried again as one', async () => {
    test = await publishingStudio();
    const { clip: video, channel } = test;
    const input = {
      video,
      post_id: newPostId(),
      connection_id: channel.id,
      service: 'youtube',
      account: '',
      title: '',
    };
    const made = await test.studio.jobs.create({ kind: 'publish', input, engine: 'youtube' }, null);
    expect(made).toMatchObject({ error: { code: 'invalid_input', errors: [{ path: 'kind' }] } });
    expect((await test.studio.engines()).map(({ id }) => id)).not.toContain('youtube');
  });

  it('needs its clip as long as it is on its way', async () => {
    test = await publishingStudio();
    test.site.onPublish = untilAborted;
    const made = await test.publish();
    await test.untilPost(made.id, ({ state }) => state === 'uploading');
    expect(await test.studio.assets.trash(test.clip)).toMatchObject({ error: { code: 'asset_in_use' } });
  });
});

describe('a post that does not go out', () => {
  it('says why and what to do, and is not tried again by itself', async () => {
    test = await publishingStudio();
    const error = { code: 'rejected_by_test', detail: 'no', userMessage: 'Not taken.', action: 'retry' } as const;
    test.site.onPublish = async () => ({ kind: 'failed', error });
    const made = await test.publish();
    const stopped = await test.untilPost(made.id, ({ state }) => state === 'needs_attention');
    expect(stopped.error).toEqual(error);
    const job = await test.untilEnd((await jobOf(stopped.jobId)).id);
    expect(job.error).toMatchObject({ retryable: false, userMessage: 'Not taken.' });
    test.clock.advance(3_600_000);
    expect(test.site.tasks).toHaveLength(1);

    test.site.onPublish = async () => published;
    const again = await test.studio.publications.retryPost(made.id, stopped.id, { evenIfItMayBeLive: false });
    expect(again).toMatchObject({ ok: true });
    await test.untilPost(made.id, ({ state }) => state === 'live');
    expect(test.site.tasks).toHaveLength(2);
  });

  it('is sent once more after an unknown outcome only by a person who looked', async () => {
    test = await publishingStudio();
    const error = { code: 'lost', detail: 'no answer', userMessage: 'Nobody knows.', action: null };
    test.site.onPublish = async () => ({ kind: 'unknown', remoteId: null, url: null, error });
    const made = await test.publish();
    const stopped = await test.untilPost(made.id, ({ state }) => state === 'needs_attention');
    expect(stopped.error?.action).toBe('look');
    await test.untilEnd((await jobOf(stopped.jobId)).id);
    const { publications } = test.studio;
    expect(await publications.retryPost(made.id, stopped.id, { evenIfItMayBeLive: false })).toMatchObject({
      error: { code: 'may_be_live' },
    });
    test.site.onPublish = async () => published;
    expect(await publications.retryPost(made.id, stopped.id, { evenIfItMayBeLive: true })).toMatchObject({ ok: true });
    await test.untilPost(made.id, ({ state }) => state === 'live');
  });

  it('waits for its service without a place in the queue, and goes on with its journal', async () => {
    test = await publishingStudio();
    const until = { ms: test.clock.now() + 5 * 3_600_000 };
    test.site.onPublish = async (task, times) => {
      if (times > 1) return { ...published, note: JSON.stringify(await task.journal.read()) };
      await task.journal.write({ session: 'https://example.test/secret-session-address' });
      return { kind: 'wait', stage: 'Waiting for tomorrow', error: null, until };
    };
    const made = await test.publish();
    await test.until(
      async () => (await jobOf((await test.post(made.id)).jobId)).progress.stage === 'Waiting for tomorrow',
    );
    expect((await test.post(made.id)).state).toBe('queued');
    test.clock.advance(5 * 3_600_000);
    const live = await test.untilPost(made.id, ({ state }) => state === 'live');
    expect(live.note).toContain('secret-session-address');
    expect(test.site.tasks[1]?.attemptId).toBe(test.site.tasks[0]?.attemptId);
    const rows = test.store.connection.prepare('SELECT sealed FROM publish_journal').pluck().all();
    expect(JSON.stringify(rows)).not.toContain('secret-session-address');
  });

  it('waits for a login, and goes on when the account is connected again', async () => {
    test = await publishingStudio();
    const { connections } = test.store;
    await connections.setState(test.channel.id, 'sealed', { state: 'needs_login', detail: null }, test.clock.now());
    test.site.onPublish = async (_task, times) =>
      times === 1 ? { kind: 'wait', stage: 'Waiting for a login', error: null, until: 'login' } : published;
    const made = await test.publish();
    const waiting = await test.untilPost(made.id, ({ error }) => error?.code === 'needs_login');
    expect(waiting).toMatchObject({ state: 'needs_attention', error: { action: 'reconnect' } });
    await test.until(async () => (await jobOf(waiting.jobId)).state === 'queued');
    await connections.setState(test.channel.id, 'sealed', { state: 'ok', detail: null }, test.clock.now());
    await test.untilPost(made.id, ({ state }) => state === 'live');
    expect(test.site.tasks).toHaveLength(2);
  });
});

describe('a post that is cancelled', () => {
  it('is taken back where it was', async () => {
    test = await publishingStudio();
    test.site.onPublish = async (task) => {
      await task.journal.write({ session: 'begun' });
      task.report({ stage: 'Uploading', state: 'uploading', fraction: 0.1 });
      return untilAborted(task);
    };
    const made = await test.publish();
    await test.untilPost(made.id, ({ fraction }) => fraction === 0.1);
    const { id } = await test.post(made.id);
    expect(await test.studio.publications.cancelPost(made.id, id)).toMatchObject({
      value: { posts: [{ state: 'cancelled' }] },
    });
    await test.until(() => test.site.withdrawals === 1);
  });

  it('says so where nobody knows whether it is out', async () => {
    test = await publishingStudio();
    test.site.onWithdraw = () => 'may_be_public';
    test.site.onPublish = async (task) => {
      await task.journal.write({ session: 'begun' });
      return untilAborted(task);
    };
    const made = await test.publish();
    await test.untilPost(made.id, ({ state }) => state === 'uploading');
    await test.until(async () => (await test.site.tasks[0]?.journal.read()) !== null);
    await test.studio.publications.cancelPost(made.id, (await test.post(made.id)).id);
    const after = await test.untilPost(made.id, ({ error }) => error !== null);
    expect(after).toMatchObject({ state: 'cancelled', error: { action: 'look' } });
  });
});

describe('a daemon that ends in the middle', () => {
  it('goes on with the same attempt and its journal, and publishes once', async () => {
    test = await publishingStudio();
    test.site.onPublish = async (task) => {
      await task.journal.write({ session: 'begun' });
      task.report({ stage: 'Uploading', state: 'uploading', fraction: 0.4 });
      return untilAborted(task);
    };
    const made = await test.publish();
    await test.untilPost(made.id, ({ fraction }) => fraction === 0.4);
    const before = test.site.tasks[0]?.attemptId;
    await test.abandon();

    const site = new ScriptedSite();
    site.onPublish = async (task) => ({ ...published, note: JSON.stringify(await task.journal.read()) });
    test = await publishingStudio({ folders: test.folders, clock: test.clock, site, vault: test.vault });
    const live = await test.untilPost(made.id, ({ state }) => state === 'live');
    expect(live.note).toBe('{"session":"begun"}');
    expect(site.tasks.map(({ attemptId }) => attemptId)).toEqual([before]);
  });

  it('finds the end that was written to the post alone, and asks its service nothing', async () => {
    test = await publishingStudio();
    test.site.onPublish = untilAborted;
    const made = await test.publish();
    const { id, jobId } = await test.untilPost(made.id, ({ state }) => state === 'uploading');
    // As after a kill between the two: the post has its end, and its job does not.
    const end = { state: 'live', remoteId: 'v1', url: 'https://www.youtube.com/watch?v=v1' } as const;
    await test.store.publications.note(id, end, [], test.clock.now());
    await test.abandon();

    const site = new ScriptedSite();
    test = await publishingStudio({ folders: test.folders, clock: test.clock, site, vault: test.vault });
    expect(await test.untilEnd((await jobOf(jobId)).id)).toMatchObject({ state: 'succeeded' });
    expect(site.tasks).toHaveLength(0);
    expect((await test.post(made.id)).state).toBe('live');
  });
});
