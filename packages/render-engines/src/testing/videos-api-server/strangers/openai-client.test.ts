import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderOrder, submitted } from '../engine-room.ts';
import { createVideosApiEngine } from '../../../videos-api/videos-api-engine.ts';
import { ManualClock } from '@videoexpress/studio/testing';
import { VideosApiServer, type VideosApiServerOptions } from '../videos-api-server.ts';

// `npm run test:all` brings the client that OpenAI publishes: a stranger to this repository.
const folder = process.env['VIDEOEXPRESS_OPENAI_CLIENT'] ?? '';

/** What the client says a video is: the fields that its own type has no question mark behind. */
const videoSchema = z.looseObject({
  id: z.string(),
  object: z.literal('video'),
  model: z.string(),
  status: z.enum(['queued', 'in_progress', 'completed', 'failed']),
  progress: z.number(),
  created_at: z.int(),
  completed_at: z.number().nullable(),
  expires_at: z.number().nullable(),
  remixed_from_video_id: z.string().nullable(),
  seconds: z.string(),
  size: z.string(),
  error: z.looseObject({ message: z.string() }).nullable(),
});

interface Videos {
  create(form: Record<string, unknown>): Promise<unknown>;
  retrieve(id: string): Promise<unknown>;
  downloadContent(id: string): Promise<Response>;
  list(query: Record<string, unknown>): AsyncIterable<unknown>;
  delete(id: string): Promise<unknown>;
}
type Client = new (options: { apiKey: string; baseURL: string; maxRetries: number }) => { readonly videos: Videos };

const moduleSchema = z.object({
  default: z.custom<Client>((value) => typeof value === 'function'),
  toFile: z.custom<(bytes: Buffer, name: string, options: { type: string }) => Promise<unknown>>(
    (value) => typeof value === 'function',
  ),
});
const loadClient = async () => moduleSchema.parse(await import(pathToFileURL(join(folder, 'index.mjs')).href));

const servers: VideosApiServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function room(options: VideosApiServerOptions = {}, { apiKey = 'sesame', maxRetries = 0 } = {}) {
  const server = await VideosApiServer.start({ key: 'sesame', ...options });
  servers.push(server);
  const { default: OpenAi, toFile } = await loadClient();
  const { videos } = new OpenAi({ apiKey, baseURL: `${server.url}/v1`, maxRetries });
  return { server, videos, toFile };
}

const wish = {
  prompt: 'A red fox in snow, at dusk',
  model: 'Wan-AI/Wan2.2-T2V-A14B-Diffusers',
  size: '832x480',
  seconds: '5',
};

describe.each(['vllm-omni', 'sglang'] as const)("OpenAI's own client and the stand-in for %s", (dialect) => {
  it('make a video, follow it, load it down, find it in the list, and delete it', async () => {
    const clip = Buffer.alloc(1_000_000, 'clip');
    const { server, videos } = await room({ dialect, clip });
    const made = videoSchema.parse(await videos.create(wish));
    expect(made).toMatchObject({ status: 'queued', progress: 0, size: '832x480', model: wish.model });
    server.begin(made.id, 40);
    expect(videoSchema.parse(await videos.retrieve(made.id))).toMatchObject({ status: 'in_progress', progress: 40 });
    server.finish(made.id);
    expect(videoSchema.parse(await videos.retrieve(made.id))).toMatchObject({ status: 'completed', progress: 100 });
    const content = await videos.downloadContent(made.id);
    expect(Buffer.from(await content.arrayBuffer()).equals(clip)).toBe(true);
    const listed: string[] = [];
    for await (const each of videos.list({ limit: 10 })) listed.push(videoSchema.parse(each).id);
    expect(listed).toEqual([made.id]);
    expect(await videos.delete(made.id)).toMatchObject({ id: made.id });
    await expect(videos.retrieve(made.id)).rejects.toMatchObject({ status: 404 });
  });

  it('understand each other on what went wrong', async () => {
    const { server, videos } = await room({ dialect });
    await expect(videos.create({ ...wish, prompt: '' })).rejects.toMatchObject({ status: 400 });
    await expect(videos.downloadContent('nothing')).rejects.toMatchObject({ status: 404 });
    server.next('create', { kind: 'answer', status: 429, headers: { 'retry-after': '1' } });
    await expect(videos.create(wish)).rejects.toMatchObject({ status: 429 });
    const made = videoSchema.parse(await videos.create(wish));
    server.fail(made.id, { code: 500, message: 'CUDA out of memory' });
    // Vllm-omni sends the record of a failed video with the status of its error, which this client takes for an error.
    if (dialect === 'vllm-omni') await expect(videos.retrieve(made.id)).rejects.toMatchObject({ status: 500 });
    else
      expect(await videos.retrieve(made.id)).toMatchObject({
        status: 'failed',
        error: { message: 'CUDA out of memory' },
      });
    const stranger = await room({ dialect }, { apiKey: 'open' });
    await expect(stranger.videos.create(wish)).rejects.toMatchObject({ status: 401 });
  });

  it('agree with the engine on the form, picture and further fields included', async () => {
    const { server, videos, toFile } = await room({ dialect });
    const picture = Buffer.alloc(50_000, 'picture');
    const more = {
      num_frames: 81,
      fps: 16,
      num_inference_steps: 30,
      guidance_scale: 4.5,
      seed: 7,
      negative_prompt: 'blur',
    };
    const reference = await toFile(picture, 'start.png', { type: 'image/png' });
    await videos.create({ ...wish, ...more, input_reference: reference });
    const engine = createVideosApiEngine({
      clock: new ManualClock(),
      secrets: { read: async () => 'sesame' },
      videosApiUrl: server.url,
    });
    const { seconds: _its, ...words } = wish;
    await submitted(engine, renderOrder({ input: { ...words, ...more, width: 832, height: 480 } }));
    const [theirs, ours] = server.forms;
    const { seconds: _theirs, ...theirFields } = theirs?.fields ?? {};
    const { seconds: _ours, ...ourFields } = ours?.fields ?? {};
    expect(ourFields).toEqual(theirFields);
    expect(theirs?.picture).toMatchObject({ name: 'start.png', type: 'image/png' });
    expect(theirs?.picture?.bytes.equals(picture)).toBe(true);
  });
});
