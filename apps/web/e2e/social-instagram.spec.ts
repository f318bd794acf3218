import {
  type InstagramStandIn,
  startInstagramStandIn,
  startStubS3,
  type StubS3,
} from '@videoexpress/cloud-clients/testing';
import type { Asset } from '@videoexpress/job-schema';
import { allFaults } from './support/axe.ts';
import { startTestDaemon, type TestDaemon } from './support/daemon.ts';
import { makeClip } from './support/library-test.ts';
import { test as base, expect } from './support/studio-test.ts';

interface Connected {
  readonly daemon: TestDaemon;
  readonly instagram: InstagramStandIn;
  readonly storage: StubS3;
  readonly clip: Asset;
}

/** A studio with an upright clip, an object storage, and an account at Instagram's stand-in. */
const test = base.extend<object, { readonly connected: Connected; readonly daemon: TestDaemon }>({
  connected: [
    async ({ browserName: _ }, provide) => {
      const instagram = await startInstagramStandIn({
        login: { clientId: '1', clientSecret: 'secret', redirectUris: [] },
      });
      instagram.looksUntilFinished = 0;
      const storage = await startStubS3();
      const daemon = await startTestDaemon({
        INSTAGRAM_GRAPH_BASE_URL: instagram.url,
        AWS_ENDPOINT_URL: storage.endpoint,
        AWS_ACCESS_KEY_ID: 'AKIASTUB',
        AWS_SECRET_ACCESS_KEY: 'stub',
        R2_BUCKET: 'clips',
      });
      const api = await daemon.api();
      const token = instagram.login?.makeToken() ?? '';
      const made = await api.call('pasteConnection', { params: { id: 'instagram' }, body: { token } });
      if (!made.ok) throw new Error(`The account could not be connected: ${JSON.stringify(made.error)}`);
      // As Instagram takes it: three seconds at least, 23 frames a second at least.
      const clip = await makeClip(api, 'A fox', { width: 288, height: 512, seconds: 3.5, fps: 24 });
      await provide({ daemon, instagram, storage, clip });
      await daemon.remove();
      await Promise.all([instagram.close(), storage.close()]);
    },
    { scope: 'worker' },
  ],
  daemon: [async ({ connected }, provide) => provide(connected.daemon), { scope: 'worker' }],
});

test.use({ meantFaults: /ERR_|Failed to (?:load|fetch)|net::|status of/ });

test('a Reel goes to Instagram, the daemon is killed before it hears of it, and there is one Reel with a link @long', async ({
  studio,
  connected: { daemon, instagram, storage, clip },
}) => {
  // The Reel is out, and the answer that says so never comes.
  instagram.fault = (call, nth) => (call === 'publish' && nth === 0 ? { when: 'after', what: 'hang' } : null);
  await studio.goto(`${daemon.url}/social?clip=${clip.id}`);
  await studio.getByLabel('Caption', { exact: true }).fill('A fox, seen once. #fox');
  await expect(studio.getByRole('heading', { name: 'Pre-flight' })).toBeVisible();
  expect(await allFaults(studio, '#tab')).toEqual([]);
  await studio.getByRole('button', { name: 'Publish 1 post' }).click();
  const question = studio.getByRole('alertdialog');
  await expect(question).toContainText('Reels are always public.');
  expect(instagram.requests.filter(({ call }) => call === 'create')).toEqual([]);
  await question.getByRole('button', { name: 'Publish 1 post' }).click();
  await expect.poll(() => instagram.reels.length).toBe(1);
  const history = studio.getByRole('list', { name: 'History' });
  await expect(history).toContainText('Processing at Instagram');
  await expect(history.getByRole('link', { name: /Open/ })).toHaveCount(0);

  await daemon.kill();
  await daemon.start();
  await expect(history).toContainText('Published', { timeout: 60_000 });
  await expect(history.getByRole('link', { name: /Open/ })).toHaveAttribute(
    'href',
    instagram.reels[0]?.permalink ?? '',
  );
  expect(instagram.reels).toHaveLength(1);
  expect(instagram.reels[0]).toMatchObject({ caption: 'A fox, seen once. #fox' });
  expect(instagram.requests.filter(({ call }) => call === 'publish')).toHaveLength(1);
  // The clip that is out is one that lay in the storage, whole.
  const clips = [...storage.objects.values()].filter((bytes) => instagram.reels[0]?.clip.equals(bytes));
  expect(clips).toHaveLength(1);
});
