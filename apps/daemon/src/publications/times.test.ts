import { ok } from '@videoexpress/job-schema';
import { afterEach, describe, expect, it } from 'vitest';
import { type PublishingStudio, publishingStudio } from '../testing/publishing-studio.ts';
import { published } from '../testing/scripted-site.ts';
import { removeFolders } from '../testing/test-studio.ts';

let test: PublishingStudio;
afterEach(async () => {
  await test.close();
  await removeFolders(test.folders);
});

const hourMs = 3_600_000;
const inHours = (hours: number) =>
  ({ kind: 'at', at: new Date(test.clock.now() + hours * hourMs).toISOString() }) as const;

describe('a post with a time', () => {
  it('waits on this computer, and goes out late with a note where that was off', async () => {
    test = await publishingStudio();
    const made = await test.publish({ when: inHours(2) });
    expect(made.posts[0]).toMatchObject({ state: 'scheduled', scheduledBy: 'this_computer' });
    test.clock.suspend(5 * hourMs);
    const live = await test.untilPost(made.id, ({ state }) => state === 'live');
    expect(live.note).toContain('It went out 3 hours late');
  });

  it('goes to the service at once where that puts it out itself, and is looked after', async () => {
    test = await publishingStudio();
    test.site.onPublish = async () => ({ ...published, scheduled: true });
    const { content } = test.request();
    const made = await test.publish({ content: { ...content, visibility: 'public' }, when: inHours(2) });
    const scheduled = await test.untilPost(made.id, ({ remoteId }) => remoteId !== null);
    expect(scheduled).toMatchObject({ state: 'scheduled', scheduledBy: 'service' });
    expect(test.site.tasks[0]?.publishAtMs).toBe(Date.parse(scheduled.scheduledAt ?? ''));
    let looks = 0;
    test.site.onLook = async () => {
      looks += 1;
      return ok({ live: looks > 1, visibility: looks > 1 ? 'public' : 'private', url: null, error: null });
    };
    test.clock.advance(2 * hourMs);
    const live = await test.untilPost(made.id, ({ state }) => state === 'live');
    expect(live).toMatchObject({ visibility: 'public', publishedAt: scheduled.scheduledAt });
  });

  it('that its service never puts out needs attention', async () => {
    test = await publishingStudio();
    test.site.onPublish = async () => ({ ...published, scheduled: true });
    test.site.onLook = async () => ok({ live: false, visibility: 'private', url: null, error: null });
    const { content } = test.request();
    const made = await test.publish({ content: { ...content, visibility: 'public' }, when: inHours(1) });
    await test.untilPost(made.id, ({ remoteId }) => remoteId !== null);
    test.clock.advance(hourMs);
    await test.until(async () => (await test.post(made.id)).state === 'needs_attention', 60_000);
    expect((await test.post(made.id)).error).toMatchObject({ code: 'not_put_out', action: 'look' });
  });

  it('is not given up because the clock of the computer was wrong for a while', async () => {
    test = await publishingStudio();
    test.site.onPublish = async () => ({ ...published, scheduled: true });
    let looks = 0;
    let isLive = false;
    test.site.onLook = async () => {
      looks += 1;
      return ok({ live: isLive, visibility: isLive ? 'public' : 'private', url: null, error: null });
    };
    const { content } = test.request();
    const made = await test.publish({ content: { ...content, visibility: 'public' }, when: inHours(1) });
    await test.untilPost(made.id, ({ remoteId }) => remoteId !== null);
    test.clock.jumpWall(48 * hourMs);
    await test.until(async () => looks > 1, 60_000);
    expect((await test.post(made.id)).state).toBe('scheduled');
    test.clock.jumpWall(-48 * hourMs);
    isLive = true;
    await test.until(async () => (await test.post(made.id)).state === 'live', 60_000);
  });

  it('that was taken is answered as taken to whoever asks again when it is over', async () => {
    test = await publishingStudio();
    const request = { assetId: test.clip, draft: false, posts: [test.request({ when: inHours(1) })] };
    const first = await test.studio.publications.create(request, 'key');
    // Its answer was lost.
    test.clock.advance(2 * hourMs);
    const again = await test.studio.publications.create(request, 'key');
    if (!first.ok || !again.ok) throw new Error('It was refused');
    expect([again.value.repeated, again.value.publication.id]).toEqual([true, first.value.publication.id]);
  });

  it('for the next free slot gets one of its own', async () => {
    test = await publishingStudio({ timeZone: 'Europe/Berlin' });
    await test.studio.settings.patch({ publishTimes: ['09:00', '18:00'] });
    const when = { kind: 'next_slot' } as const;
    const first = await test.publish({ when });
    const second = await test.publish({ when });
    expect([first, second].map(({ posts }) => posts[0]?.scheduledAt)).toEqual([
      '2026-01-01T08:00:00.000Z',
      '2026-01-01T17:00:00.000Z',
    ]);
  });

  it('can be given another one, and cancelled', async () => {
    test = await publishingStudio();
    const made = await test.publish({ when: inHours(2) });
    const { id } = await test.post(made.id);
    const when = inHours(30);
    const { publications } = test.studio;
    const moved = await publications.reschedulePost(made.id, id, { when });
    expect(moved).toMatchObject({ value: { posts: [{ state: 'scheduled', scheduledAt: when.at }] } });
    const { jobId } = await test.post(made.id);
    expect(jobId === null ? null : (await test.job(jobId)).runAt).toBe(when.at);
    test.clock.advance(3 * hourMs);
    expect((await test.post(made.id)).state).toBe('scheduled');
    expect(await publications.cancelPost(made.id, id)).toMatchObject({ value: { posts: [{ state: 'cancelled' }] } });
    test.clock.advance(40 * hourMs);
    expect(test.site.tasks).toHaveLength(0);
  });

  it('is a draft until it is sent', async () => {
    test = await publishingStudio();
    const { publications } = test.studio;
    const made = await publications.create({ assetId: test.clip, draft: true, posts: [] }, null);
    if (!made.ok) throw new Error(made.error.detail);
    const { id } = made.value.publication;
    expect(await publications.send(id)).toMatchObject({ error: { code: 'invalid_input' } });
    expect(await publications.patch(id, { posts: [test.request()] })).toMatchObject({
      value: { draft: true, posts: [{ state: 'draft' }] },
    });
    expect(await publications.send(id)).toMatchObject({ value: { draft: false, posts: [{ state: 'queued' }] } });
    await test.untilPost(id, ({ state }) => state === 'live');
    expect(await publications.patch(id, { posts: [] })).toMatchObject({ error: { code: 'invalid_state' } });
    expect(await publications.remove(id)).toMatchObject({ ok: true });
    expect(await publications.get(id)).toBeNull();
  });
});
