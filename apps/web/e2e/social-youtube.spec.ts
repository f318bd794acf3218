import { clipOf, startYoutubeStandIn, type YoutubeStandIn } from '@videoexpress/cloud-clients/testing';
import { allFaults } from './support/axe.ts';
import { startTestDaemon, type TestDaemon } from './support/daemon.ts';
import { seedChannel } from './support/seed-channel.ts';
import { test as base, expect } from './support/studio-test.ts';

const mib = 1024 * 1024;

interface Seeded {
  readonly daemon: TestDaemon;
  readonly youtube: YoutubeStandIn;
  readonly clip: string;
}

/** A studio with a connected channel at YouTube's stand-in, slow enough to be killed in mid-upload. */
const test = base.extend<object, { readonly seeded: Seeded; readonly daemon: TestDaemon }>({
  seeded: [
    async ({ browserName: _ }, provide) => {
      const youtube = await startYoutubeStandIn({ bytesPerSecond: 2 * mib, processingLooks: 0 });
      const clip = clipOf(8 * mib);
      const daemon = await startTestDaemon({ YOUTUBE_API_BASE_URL: youtube.base });
      await daemon.kill();
      const asset = await seedChannel(daemon.dataDir, {
        service: 'youtube',
        clipPath: clip.path,
        token: 'token-of-the-channel-123',
      });
      await daemon.start();
      await provide({ daemon, youtube, clip: asset });
      await daemon.remove();
      await youtube.close();
      clip.remove();
    },
    { scope: 'worker' },
  ],
  daemon: [async ({ seeded }, provide) => provide(seeded.daemon), { scope: 'worker' }],
});

test.use({ meantFaults: /ERR_|Failed to (?:load|fetch)|net::|status of/ });

test('a clip goes to YouTube, the daemon is killed in mid-upload, and there is one video with a link @long', async ({
  studio,
  seeded: { daemon, youtube, clip },
}) => {
  await studio.goto(`${daemon.url}/social?clip=${clip}`);
  await studio.getByLabel('Title').fill('The keeper’s last night');
  await studio.getByLabel('Caption', { exact: true }).fill('One lamp, one tide.');
  await expect(studio.getByRole('heading', { name: 'Pre-flight' })).toBeVisible();
  expect(await allFaults(studio, '#tab')).toEqual([]);
  await studio.getByRole('button', { name: 'Publish 1 post' }).click();
  const history = studio.getByRole('list', { name: 'History' });
  await expect(history).toContainText(/Uploading [1-9]\d? %/);

  await daemon.kill();
  await daemon.start();
  await expect(history).toContainText('Published, private', { timeout: 60_000 });
  await expect(history.getByRole('link', { name: /Open/ })).toHaveAttribute(
    'href',
    'https://www.youtube.com/watch?v=video1',
  );
  expect(youtube.videos).toHaveLength(1);
  expect(youtube.videos[0]).toMatchObject({ title: 'The keeper’s last night' });
});
