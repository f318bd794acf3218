import { rmSync } from 'node:fs';
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

/** A post of which something was sent, and that waits an hour for its service. */
async function halfSent() {
  test.site.onPublish = async (task, times) => {
    if (times > 1) return published;
    await task.journal.write({ session: 'all of it was sent' });
    return { kind: 'wait', stage: 'Waiting', error: null, until: { ms: test.clock.now() + hourMs } };
  };
  const made = await test.publish();
  await test.until(async () => {
    const { jobId } = await test.post(made.id);
    return jobId !== null && (await test.job(jobId)).progress.stage === 'Waiting';
  });
  return made;
}

describe('a post that was on its way', () => {
  it('is not said to be unpublished because its account was disconnected', async () => {
    test = await publishingStudio();
    const made = await halfSent();
    await test.store.connections.remove(test.channel.id, test.clock.now());
    test.clock.advance(hourMs);
    const { error } = await test.untilPost(made.id, ({ state }) => state === 'needs_attention');
    expect(error).toMatchObject({ code: 'not_connected', action: 'look' });
    expect(error?.userMessage).toContain('may be published');
    expect(test.site.tasks).toHaveLength(1);
  });

  it('is not said to be unpublished because its file went away', async () => {
    test = await publishingStudio();
    const made = await halfSent();
    const files = await test.store.assets.files(test.clip);
    rmSync(files?.path ?? '');
    test.clock.advance(hourMs);
    const { id, error } = await test.untilPost(made.id, ({ state }) => state === 'needs_attention');
    expect(error).toMatchObject({ action: 'look' });
    const again = await test.studio.publications.retryPost(made.id, id, { evenIfItMayBeLive: false });
    expect(again).toMatchObject({ error: { code: 'may_be_live' } });
  });
});

it('a post that its service was to put out, and that came there after its time, says how late it is', async () => {
  test = await publishingStudio();
  const at = new Date(test.clock.now() + hourMs).toISOString();
  test.site.onPublish = async () => {
    test.clock.advance(3 * hourMs);
    return { ...published, visibility: 'public' };
  };
  const { content } = test.request();
  const made = await test.publish({ content: { ...content, visibility: 'public' }, when: { kind: 'at', at } });
  const live = await test.untilPost(made.id, ({ state }) => state === 'live');
  expect(live.note).toContain('It went out 2 hours late');
});
