import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClipMaker } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { realMedia } from '../../testing/real-media.ts';
import { smallClip, videosApiRoom } from '../../testing/videos-api-studio.ts';

const room = videosApiRoom();
const clips = createClipMaker();
const madeClip = () =>
  clips({ width: smallClip.width, height: smallClip.height, numFrames: smallClip.num_frames, fps: smallClip.fps });

describe.each(['vllm-omni', 'sglang'] as const)('a job on %s', (dialect) => {
  it('is sent once, followed, decoded and kept, tells what it cost, and is forgotten there', async () => {
    const { mp4 } = await madeClip();
    const studio = await room({
      server: { dialect, clip: mp4 },
      settings: { price_per_second: '0.002' },
      media: realMedia(),
    });
    const job = await studio.create();
    const id = await studio.taken();
    await studio.untilState(job.id, 'submitted');
    studio.server.begin(id, 40);
    await studio.untilState(job.id, 'running');
    await studio.until(async () => (await studio.job(job.id)).progress.fraction === 0.4);
    studio.server.finish(id, 100);
    const end = await studio.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 1, cost: { actualUsd: 0.2 } });
    const [assetId] = end.output.assetIds;
    const asset = assetId === undefined ? null : await studio.test.studio.assets.get(assetId);
    expect(asset).toMatchObject({ width: 256, height: 256, fps: 16, durationSeconds: 9 / 16, warnings: [] });
    await studio.untilForgotten();
    expect(studio.server.forms).toHaveLength(1);
  }, 30_000);
});

describe('a picture', () => {
  it.each(['vllm-omni', 'sglang'] as const)(
    'goes to %s as it lies in the library, and starts to move',
    async (dialect) => {
      const { mp4, poster } = await madeClip();
      const studio = await room({
        server: { dialect, clip: mp4, models: ['Wan-AI/Wan2.2-I2V-A14B-Diffusers'] },
        media: realMedia(),
      });
      const path = join(studio.test.folders.uploads, 'start.webp');
      await writeFile(path, poster);
      const file = { path, name: 'start.webp', field: 'file' };
      const imported = await studio.test.studio.assets.importFile(file, AbortSignal.timeout(20_000));
      if (!imported.ok) throw new Error(JSON.stringify(imported.error));
      const image = imported.value.asset;
      const job = await studio.create({ image: image.id, prompt: undefined }, 'image_to_video');
      const id = await studio.taken();
      const { fields, picture } = studio.server.forms[0] ?? { fields: {}, picture: null };
      expect(
        createHash('sha256')
          .update(picture?.bytes ?? '')
          .digest('hex'),
      ).toBe(image.sha256);
      expect(picture?.type).toBe(image.mimeType);
      expect(fields['prompt']).not.toBe('');
      studio.server.finish(id);
      const end = await studio.untilEnd(job.id);
      expect(end).toMatchObject({ state: 'succeeded', submissions: 1 });
      const [assetId] = end.output.assetIds;
      const details = assetId === undefined ? null : await studio.test.studio.assets.details(assetId);
      expect(details?.settings).toMatchObject({ inputHashes: { image: image.sha256 } });
      await studio.untilForgotten();
    },
    30_000,
  );
});
