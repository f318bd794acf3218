import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createChildren, createMediaTools } from '@videoexpress/host';
import {
  workerAnswerSchema,
  workerClaimSchema,
  workerErrorSchema,
  workerProgressSchema,
} from '@videoexpress/job-schema/worker';
import { describe, expect, it } from 'vitest';
import { sampleOrder } from '../sample-order.ts';
import { simulatedRoom } from '../simulated-room.ts';

const room = simulatedRoom();
const children = createChildren({
  execPath: process.execPath,
  execArgv: ['--conditions=source'],
  entry: fileURLToPath(new URL('../../engine-child.ts', import.meta.url)),
  env: { PATH: process.env['PATH'] },
});

describe('a job with links', () => {
  it('ends with a clip, a poster and a result at the links, and a claim that names the job', async () => {
    room.startWorker();
    const { order: input, key } = room.linkedOrder();
    const id = await room.client.submit(input);
    const result = await room.resultOf(id);
    const mp4 = room.objects.stored.get(`${key}.mp4`);
    expect(mp4?.contentType).toBe('video/mp4');
    expect(result.video).toMatchObject({
      sha256: createHash('sha256')
        .update(mp4?.bytes ?? '')
        .digest('hex'),
      bytes: mp4?.bytes.length,
      num_frames: 9,
    });
    expect(room.objects.stored.get(`${key}.webp`)?.bytes.toString('latin1')).toMatch(/^RIFF....WEBP/s);
    expect(JSON.parse(String(room.objects.stored.get(`${key}.json`)?.bytes))).toEqual(result);
    expect(
      workerClaimSchema.parse(JSON.parse(String(room.objects.stored.get(`${key}.claim.json`)?.bytes))),
    ).toMatchObject({
      remote_id: id,
      attempt_id: input.attempt_id,
    });
    expect(room.objects.puts.map((put) => put.replace(key, ''))).toEqual(['.claim.json', '.mp4', '.webp', '.json']);
  });

  it('makes a clip that the product takes: every frame decodes, and there are as many as were ordered', async () => {
    room.startWorker();
    const { order: input, key } = room.linkedOrder({ width: 96, num_frames: 13, fps: 12 });
    await room.resultOf(await room.client.submit(input));
    const folder = await mkdtemp(join(tmpdir(), 'videoexpress-light-'));
    const sourcePath = join(folder, 'clip.mp4');
    await writeFile(sourcePath, room.objects.stored.get(`${key}.mp4`)?.bytes ?? '');
    const media = createMediaTools(children);
    const checked = await media.finishVideo({
      sourcePath,
      outputPath: join(folder, 'checked.mp4'),
      posterPath: join(folder, 'poster.webp'),
      settings: null,
      comment: null,
      expect: { width: 96, height: 64, numFrames: 13, fps: 12 },
    });
    await rm(folder, { recursive: true });
    expect(checked).toMatchObject({ ok: true, value: { facts: { width: 96, height: 64, numFrames: 13 } } });
  });

  it('renders an attempt once: the second job of it finds the result, and answers with it', async () => {
    room.startWorker();
    const { order: input } = room.linkedOrder();
    const first = await room.resultOf(await room.client.submit(input));
    const puts = room.objects.puts.length;
    expect(await room.resultOf(await room.client.submit(input))).toEqual(first);
    expect(room.objects.puts).toHaveLength(puts);
  });

  it('answers a second job of an attempt that another one renders as a duplicate, with the name of the first', async () => {
    const holder = room.startWorker({ holdAt: 'denoise' });
    const { order: input } = room.linkedOrder();
    const first = await room.client.submit(input);
    await holder.holding();
    room.startWorker();
    const second = await room.client.submit(input);
    const outcome = await room.untilEnded(second);
    holder.letGo();
    expect(workerAnswerSchema.parse(outcome['output'])).toMatchObject({
      type: 'duplicate',
      claimed_by: first,
      attempt_id: input.attempt_id,
    });
    expect(await room.resultOf(first)).toMatchObject({ type: 'result' });
  });

  it('goes on under its own claim when the same job comes to another worker', async () => {
    const dying = room.startWorker({ dieAt: 'decode' });
    const { order: input, key } = room.linkedOrder();
    const id = await room.client.submit(input);
    while (dying.log[0]?.end !== 'died') await new Promise((resolve) => setImmediate(resolve));
    room.startWorker();
    await room.runpod.workers.present(2);
    room.clock.advance(30_000);
    await room.resultOf(id);
    expect(room.objects.stored.has(`${key}.mp4`)).toBe(true);
    expect(room.runpod.jobs[0]?.runs.map(({ end }) => end)).toEqual(['worker_lost', 'answered']);
  });

  it('says that it could not upload', async () => {
    room.startWorker();
    const { order: input } = room.linkedOrder();
    room.objects.putFaults.push(500);
    const { error } = await room.untilEnded(await room.client.submit(input));
    expect(workerErrorSchema.parse(JSON.parse(String(error)))).toMatchObject({ code: 'UPLOAD_FAILED' });
    expect(String(error)).not.toContain('signature');
  });
});

describe('a job without links', () => {
  it('sends the clip with its answer', async () => {
    room.startWorker();
    const result = await room.resultOf(await room.client.submit(sampleOrder()));
    const bytes = Buffer.from(result.video.base64 ?? '', 'base64');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(result.video.sha256);
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
  });

  it('refuses to send more than may be sent', async () => {
    room.startWorker();
    const upload = { type: 'inline', max_bytes: 100 } as const;
    const { status, error } = await room.untilEnded(await room.client.submit(sampleOrder({}, upload)));
    expect(status).toBe('FAILED');
    expect(workerErrorSchema.parse(JSON.parse(String(error)))).toMatchObject({ code: 'OUTPUT_TOO_LARGE' });
  });

  it('refuses what is no order, with the field', async () => {
    room.startWorker();
    const { error } = await room.untilEnded(await room.client.submit({ ...sampleOrder(), num_frames: 0 }));
    expect(workerErrorSchema.parse(JSON.parse(String(error)))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'num_frames',
    });
  });
});

describe('progress', () => {
  it('rises, and shows in the status while it works', async () => {
    const worker = room.startWorker({ holdAt: 'upload' });
    const id = await room.client.submit(sampleOrder());
    await worker.holding();
    expect(workerProgressSchema.parse((await room.client.status(id))['output'])).toMatchObject({ stage: 'validate' });
    worker.letGo();
    await room.resultOf(id);
  });

  it('comes unordered where a test wants it so', async () => {
    const worker = room.startWorker({ holdAt: 'decode', progress: 'unordered' });
    const id = await room.client.submit(sampleOrder());
    await worker.holding();
    const seen = workerProgressSchema.parse((await room.client.status(id))['output']);
    // Eight reports until here; the last to arrive is the one before the last that was made.
    expect(seen).toMatchObject({ seq: 6, step: 3 });
  });

  it('comes late where a test wants it so, and is dropped unless late progress shows', async () => {
    for (const lateProgressShows of [false, true]) {
      room.runpod.queue.lateProgressShows = lateProgressShows;
      const worker = room.startWorker({ progress: 'late' });
      const id = await room.client.submit(sampleOrder());
      await room.untilEnded(id);
      while (room.runpod.requests.of('job-progress', id).filter(({ status }) => status === 200).length < 13) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await room.client.status(id)).toMatchObject({ status: lateProgressShows ? 'IN_PROGRESS' : 'COMPLETED' });
      await worker.kill();
    }
  });

  it('is none where a test wants none', async () => {
    room.startWorker({ progress: 'none' });
    const id = await room.client.submit(sampleOrder());
    await room.resultOf(id);
    expect(room.runpod.requests.count('job-progress', id)).toBe(0);
  });
});
