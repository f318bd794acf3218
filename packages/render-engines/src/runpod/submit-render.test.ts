import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newAssetId } from '@videoexpress/job-schema';
import { type WorkerOrder, workerOrderSchema } from '@videoexpress/job-schema/worker';
import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../testing/runpod-simulator/index.ts';
import { runPodRoom } from '../testing/runpod-room.ts';
import { smallRender } from '../testing/small-render.ts';

const room = runPodRoom();

function sentOrder(): WorkerOrder {
  return workerOrderSchema.parse(room().runpod.jobs[0]?.input);
}

describe('a submission', () => {
  it('carries the whole order, its policy, and links that end with it', async () => {
    const request = room().request();
    await room().submit(request);
    const [job] = room().runpod.jobs;
    expect(job).toMatchObject({ executionTimeoutMs: 3_600_000, ttlMs: 90_000_000 });
    const order = sentOrder();
    expect(order).toMatchObject({
      kind: 'text_to_video',
      job_id: request.jobId,
      attempt_id: request.attemptId,
      seed: 7,
      num_inference_steps: 2,
      runtime: { preset: 'balanced' },
      output: { upload: { type: 'presigned' } },
    });
    const { upload, settings_tag: tag } = order.output;
    expect(JSON.parse(tag)).toMatchObject({ engine: 'runpod', jobId: request.jobId, input: smallRender });
    if (upload.type !== 'presigned') throw new Error('With storage it is by links');
    expect(upload.video_put_url).toContain(`renders/${request.jobId}/${request.attemptId}.mp4`);
    expect(upload.claim_get_url).toContain(`renders/${request.jobId}/${request.attemptId}.claim.json`);
  });

  it('puts its pictures and LoRAs into the storage once, under their hash', async () => {
    const picture = join(room().folder, 'start.PNG');
    const lora = join(room().folder, 'style.safetensors');
    writeFileSync(picture, 'a picture');
    writeFileSync(lora, 'weights');
    const request = () =>
      room().request({
        kind: 'image_to_video',
        input: {
          ...smallRender,
          model: 'wan2.2-i2v-a14b',
          guidance_scale_2: 3.5,
          image: newAssetId(),
          last_image: newAssetId(),
          loras: [{ lora: newAssetId(), scale: 0.5 }],
        },
        files: { image: picture, last_image: picture, 'loras.0.lora': lora },
      });
    await room().submit(request());
    await room().submit(request());
    expect(room().storage.putFiles).toHaveLength(2);
    expect(room().storage.putFiles[0]).toMatch(/^inputs\/[0-9a-f]{8}\/[0-9a-f]{64}\.png$/);
    const order = sentOrder();
    if (order.kind !== 'image_to_video') throw new Error('It is one with a picture');
    expect(order.image).toMatchObject({ type: 'url' });
    expect(order.last_image).toEqual(order.image);
    expect(order.loras).toMatchObject([{ scale: 0.5, target: 'auto' }]);
    const link = order.image.type === 'url' ? order.image.url : '';
    expect(await (await fetch(link)).text()).toBe('a picture');
  });

  it('is made once for an attempt, however often it is asked for', async () => {
    const request = room().request();
    const first = await room().submit(request);
    expect(await room().submit(request)).toEqual(first);
    expect(room().runpod.requests.count('run')).toBe(1);
  });

  it.each<[string, FaultRule['fault'], string]>([
    ['a 500 before it was taken', { kind: 'server_error' }, 'unknown'],
    ['a 502 after it was taken', { kind: 'server_error', status: 502, accepted: true }, 'unknown'],
    ['a reset', { kind: 'reset' }, 'unknown'],
    ['a reset after it was taken', { kind: 'reset', accepted: true }, 'unknown'],
    ['a web page', { kind: 'html', accepted: true }, 'unknown'],
    ['half a JSON', { kind: 'truncated_json' }, 'unknown'],
    ['a 401', { kind: 'unauthorized' }, 'unauthorized'],
    ['a 429', { kind: 'too_many_requests' }, 'busy'],
    ['a 404', { kind: 'not_found' }, 'rejected'],
  ])('that is answered with %s is said to be as it is', async (_name, fault, code) => {
    room().runpod.faults.add({ route: 'run', fault });
    const answer = await room().engine.submit(room().request(), room().signal);
    expect(answer).toMatchObject({ ok: false, error: { code } });
  });

  it('waits as long as RunPod asks', async () => {
    room().runpod.faults.add({ route: 'run', fault: { kind: 'too_many_requests', retryAfter: '20' } });
    const answer = await room().engine.submit(room().request(), room().signal);
    expect(answer).toMatchObject({ ok: false, error: { code: 'busy', retryAfterMs: 20_000 } });
  });

  it('says in plain words that there is no such endpoint', async () => {
    room().runpod.faults.add({ route: 'run', fault: { kind: 'not_found' } });
    const answer = await room().engine.submit(room().request(), room().signal);
    expect(answer.ok ? '' : answer.error).toMatchObject({
      userMessage:
        'There is no RunPod endpoint “simulated”. Nothing was spent. Set the right one in Settings, Engines.',
    });
  });

  it('that cannot connect was surely not taken; one that hangs when it is called off may have been', async () => {
    await room().runpod.setNetwork('refused');
    const refused = await room().engine.submit(room().request(), room().signal);
    expect(refused).toMatchObject({ ok: false, error: { code: 'unreachable', detail: 'The connection was refused.' } });
    await room().runpod.setNetwork('up');
    room().runpod.faults.add({ route: 'run', fault: { kind: 'hang', accepted: true } });
    const stop = new AbortController();
    const hanging = room().engine.submit(room().request(), stop.signal);
    await room().runpod.requests.received('run', 1);
    stop.abort();
    room().clock.advance(1000);
    expect(await hanging).toMatchObject({ ok: false, error: { code: 'unknown' } });
  });

  it('is not sent at all once it was called off', async () => {
    const answer = await room().engine.submit(room().request(), AbortSignal.abort());
    expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(room().runpod.requests.count('run')).toBe(0);
  });

  it.each([
    ['unreachable', 'unreachable'],
    ['busy', 'busy'],
    ['unauthorized', 'unreachable'],
    ['no_bucket', 'unreachable'],
    ['clock_skew', 'unreachable'],
  ] as const)('with a storage that is %s is %s before RunPod hears of it, and waits for it', async (trouble, code) => {
    room().storage.trouble = { code: trouble, detail: 'The storage says no.' };
    const picture = join(room().folder, 'start.png');
    writeFileSync(picture, 'a picture');
    const request = room().request({ kind: 'image_to_video', files: { image: picture } });
    const waitingFor = 'Waiting for R2, nothing was spent: The storage says no.';
    expect(await room().engine.submit(request, room().signal)).toMatchObject({
      ok: false,
      error: { code, waitingFor },
    });
    expect(room().runpod.requests.count('run')).toBe(0);
  });

  it('of words alone is not sent either while the clip could not come back', async () => {
    room().storage.trouble = { code: 'unreachable', detail: 'The storage says no.' };
    const answer = await room().engine.submit(room().request(), room().signal);
    expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(room().runpod.requests.count('run')).toBe(0);
  });

  it('of a file that cannot be read is refused, and nothing was spent', async () => {
    const request = room().request({
      kind: 'image_to_video',
      input: { ...smallRender, model: 'wan2.2-ti2v-5b', image: newAssetId() },
      files: { image: join(room().folder, 'gone.png') },
    });
    const answer = await room().engine.submit(request, room().signal);
    expect(answer).toMatchObject({ ok: false, error: { code: 'rejected', detail: expect.stringContaining('ENOENT') } });
    expect(answer.ok ? '' : answer.error).toMatchObject({ userMessage: expect.stringContaining('Nothing was spent.') });
  });

  it('without a key is refused with the way to one', async () => {
    room().key = null;
    const answer = await room().engine.submit(room().request(), room().signal);
    expect(answer).toMatchObject({ ok: false, error: { code: 'rejected' } });
    expect(answer.ok ? '' : answer.error).toMatchObject({ userMessage: expect.stringContaining('no API key') });
    expect(room().runpod.requests.count('run')).toBe(0);
  });
});

describe('a submission that is called off in its middle, as by the end of the daemon', () => {
  it.each([
    [500, { ok: true }],
    [5000, { ok: false, error: { code: 'unknown' } }],
  ])('whose answer comes %i ms later ends as %o', async (lateMs, end) => {
    room().runpod.faults.add({ route: 'run', fault: { kind: 'slow', delayMs: lateMs } });
    const stop = new AbortController();
    const submitting = room().engine.submit(room().request(), stop.signal);
    while (room().runpod.requests.count('run') === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    let answer: Awaited<typeof submitting> | null = null;
    void submitting.then((said) => (answer = said));
    // What goes over the line takes real time.
    while (answer === null) {
      room().clock.advance(50);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(answer).toMatchObject(end);
  });
});

describe('a submission without object storage', () => {
  it('carries its pictures and asks for the clip inside the answer', async () => {
    room().storage.isSetUp = false;
    const picture = join(room().folder, 'start.png');
    writeFileSync(picture, 'a picture');
    await room().submit(
      room().request({
        kind: 'image_to_video',
        input: { ...smallRender, model: 'wan2.2-ti2v-5b', image: newAssetId() },
        files: { image: picture },
      }),
    );
    const order = sentOrder();
    expect(order.output.upload).toEqual({ type: 'inline', max_bytes: 8_000_000 });
    expect(order).toMatchObject({ image: { type: 'inline', base64: Buffer.from('a picture').toString('base64') } });
  });

  it('is refused before anything is spent: a clip too large to come back, a LoRA, pictures too large to go', async () => {
    room().storage.isSetUp = false;
    const file = join(room().folder, 'large.png');
    writeFileSync(file, Buffer.alloc(7_000_000));
    const large = { ...smallRender, model: 'wan2.2-ti2v-5b', width: 1280, height: 704, num_frames: 161 };
    const requests = [
      room().request({ input: large }),
      room().request({ files: { 'loras.0.lora': file } }),
      room().request({ kind: 'image_to_video', files: { image: file } }),
    ];
    for (const request of requests) {
      const answer = await room().engine.submit(request, room().signal);
      expect(answer).toMatchObject({ ok: false, error: { code: 'rejected' } });
      expect(answer.ok ? '' : answer.error).toMatchObject({ userMessage: expect.stringContaining('Set up R2') });
    }
    expect(room().runpod.requests.count('run')).toBe(0);
  });
});
