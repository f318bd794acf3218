import { readFile, rm } from 'node:fs/promises';
import { err, ok, postContentSchema } from '@videoexpress/job-schema';
import { MemoryObjectStorage } from '@videoexpress/studio/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { addToLibrary } from '../testing/library-clips.ts';
import { type PublishingStudio, publishingStudio } from '../testing/publishing-studio.ts';
import { published, ScriptedSite } from '../testing/scripted-site.ts';
import { removeFolders, trustingMedia } from '../testing/test-studio.ts';

let test: PublishingStudio;
afterEach(async () => {
  await test.close();
  await removeFolders(test.folders);
});

function fetchingSite(): ScriptedSite {
  const site = new ScriptedSite();
  site.needsLink = true;
  return site;
}

const hour = 3_600_000;

describe('a service that fetches clips itself', () => {
  it('gets no post while there is no object storage, and the pre-flight says what to set up', async () => {
    test = await publishingStudio({ site: fetchingSite() });
    const posts = [test.request()];
    const looked = await test.studio.publications.preflight({ assetId: test.clip, posts }, AbortSignal.timeout(5000));
    expect(looked).toMatchObject({
      value: {
        posts: [
          { lines: expect.arrayContaining([expect.objectContaining({ level: 'fail', code: 'no_object_storage' })]) },
        ],
      },
    });
    const made = await test.studio.publications.create({ assetId: test.clip, draft: false, posts }, null);
    expect(made).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(test.site.tasks).toEqual([]);
  });

  it('is given an address, and the copy behind it goes a day after that has ended', async () => {
    const objects = new MemoryObjectStorage();
    test = await publishingStudio({ site: fetchingSite(), objects });
    const links: unknown[] = [];
    test.site.onPublish = async (task) => {
      links.push(await task.link(6 * 3600));
      return published;
    };
    const made = await test.publish();
    await test.untilPost(made.id, ({ state }) => state === 'live');
    const [key] = objects.kept.keys();
    expect(key).toMatch(/^posts\/att_[0-9a-f]{32}\.mp4$/);
    expect(links).toEqual([ok(`https://store.example.org/${key}?get`)]);
    test.clock.advance(29 * hour);
    await test.until(
      async () => (await test.store.assets.leftoverObjects(10, test.clock.now() + 2 * hour)).length === 1,
    );
    expect([...objects.kept.keys()]).toEqual([key]);
    test.clock.advance(2 * hour);
    await test.until(() => objects.kept.size === 0);
  });

  it('is told nothing of a clip that could not be made to fit', async () => {
    const objects = new MemoryObjectStorage();
    test = await publishingStudio({
      site: fetchingSite(),
      objects,
      media: {
        ...trustingMedia(),
        fitVideo: async () => err({ code: 'damaged_video', reason: 'It ends in the middle.' }),
      },
    });
    test.site.onPublish = async (task) => {
      const prepared = await task.prepared();
      return prepared.ok ? published : { kind: 'failed', error: prepared.error };
    };
    const made = await test.publish({ content: postContentSchema.parse({ fit: 'crop' }) });
    const post = await test.untilPost(made.id, ({ state }) => state === 'needs_attention');
    expect(post.error).toMatchObject({
      code: 'cannot_fit',
      action: 'edit',
      userMessage: expect.stringContaining('It ends in the middle. Nothing was published.'),
    });
    expect(objects.kept.size).toBe(0);
  });
});

describe('a clip that is in the object storage and not on this computer', () => {
  const putAway = async (objects: MemoryObjectStorage) => {
    const content = 'the clip';
    const made = { content, objectKeys: ['renders/a.mp4'] };
    const { asset, file } = await addToLibrary(test, { width: 64, height: 64 }, made);
    objects.place('renders/a.mp4', content, asset.sha256);
    await rm(file);
    const posts = [test.request()];
    const published = await test.studio.publications.create({ assetId: asset.id, draft: false, posts }, null);
    if (!published.ok) throw new Error(JSON.stringify(published.error));
    return { file, id: published.value.publication.id };
  };

  it('is fetched from there before it is published', async () => {
    const objects = new MemoryObjectStorage();
    test = await publishingStudio({ objects });
    const { file, id } = await putAway(objects);
    await test.untilPost(id, ({ state }) => state === 'live');
    expect(await readFile(file, 'utf8')).toBe('the clip');
    expect(test.site.tasks).toHaveLength(1);
  });

  it('is not published where it cannot be had, and the post says why', async () => {
    const objects = new MemoryObjectStorage();
    objects.isSetUp = false;
    test = await publishingStudio({ objects });
    const { id } = await putAway(objects);
    const post = await test.untilPost(id, ({ state }) => state === 'needs_attention');
    expect(post.error?.userMessage).toMatch(/could not be brought back\..*object storage/);
    expect(test.site.tasks).toEqual([]);
  });
});
