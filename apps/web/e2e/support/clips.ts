import type { ApiClient, AssetId } from '@videoexpress/job-schema';
import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';

/** The bytes of a small clip that the studio itself makes, with its settings in it. */
export async function makeClip(api: ApiClient, prompt: string): Promise<Buffer> {
  const input = { prompt, width: 320, height: 192, num_frames: 25, fps: 24, seed: 7 };
  const made = await api.call('createJob', { body: { kind: 'text_to_video', input } });
  if (!made.ok) throw new Error(`The job could not be queued: ${JSON.stringify(made.error)}`);
  const { id } = made.value.body;
  let assetId: AssetId | undefined;
  await expect
    .poll(
      async () => {
        const job = await api.call('getJob', { params: { id } });
        if (job.ok) assetId = job.value.body.output.assetIds[0];
        return assetId;
      },
      { timeout: 90_000 },
    )
    .toBeDefined();
  if (assetId === undefined) throw new Error('The job made no clip');
  const details = await api.call('getAssetDetails', { params: { id: assetId } });
  if (!details.ok) throw new Error(`The clip is not there: ${JSON.stringify(details.error)}`);
  return readFile(details.value.body.path);
}

/** The same clip in other bytes: an empty box is put behind its last one, which every player steps over. */
export function varied(clip: Buffer, word: string): Buffer {
  const content = Buffer.from(word);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + content.length, 0);
  head.write('free', 4, 'latin1');
  return Buffer.concat([clip, head, content]);
}
