import { afterEach, describe, expect, it } from 'vitest';
import { type PublishingStudio, publishingStudio } from '../testing/publishing-studio.ts';
import { published, untilAborted } from '../testing/scripted-site.ts';
import { removeFolders } from '../testing/test-studio.ts';

let test: PublishingStudio;
afterEach(async () => {
  await test.close();
  await removeFolders(test.folders);
});

describe('a post that was cancelled, and whose service has not been told yet', () => {
  it('is not sent again before it is taken back, unless a person has looked', async () => {
    test = await publishingStudio();
    test.site.onWithdraw = () => 'unreachable';
    test.site.onPublish = async (task) => {
      await task.journal.write({ session: 'all of it was sent' });
      return untilAborted(task);
    };
    const made = await test.publish();
    await test.until(async () => (await test.site.tasks[0]?.journal.read()) !== null && test.site.tasks.length === 1);
    const { id } = await test.post(made.id);
    const { publications } = test.studio;
    expect(await publications.cancelPost(made.id, id)).toMatchObject({ value: { posts: [{ state: 'cancelled' }] } });
    await test.until(() => test.site.withdrawals === 1);
    // Without its post nobody would know any more what is to be taken back, and where.
    expect(await publications.remove(made.id)).toMatchObject({ error: { code: 'invalid_state' } });
    const tooEarly = await publications.retryPost(made.id, id, { evenIfItMayBeLive: false });
    expect(tooEarly).toMatchObject({ error: { code: 'may_be_live' } });

    test.site.onWithdraw = () => 'withdrawn';
    test.site.onPublish = async () => published;
    test.clock.advance(5000);
    await test.until(async () => (await test.site.tasks[0]?.journal.read()) === null);
    expect(await publications.retryPost(made.id, id, { evenIfItMayBeLive: false })).toMatchObject({ ok: true });
    await test.untilPost(made.id, ({ state }) => state === 'live');
    expect(test.site.tasks).toHaveLength(2);
  });
});
