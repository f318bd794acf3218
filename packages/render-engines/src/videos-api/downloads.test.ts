import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { downloadClip } from './download-clip.ts';
import { engineRoom, submitted, videoIdOf } from '../testing/videos-api-server/engine-room.ts';

const signal = AbortSignal.timeout(60_000);
const room = engineRoom();

describe('fetching a clip', () => {
  async function finished() {
    const both = await room.pair({ clip: Buffer.alloc(200_000, 'clip') });
    const render = await submitted(both.engine);
    both.server.finish(videoIdOf(render));
    return { ...both, render, target: room.path('clip.mp4') };
  }

  it.each([
    [{ kind: 'truncated' }, 'unreachable'],
    [{ kind: 'html', status: 200 }, 'unreadable'],
    [{ kind: 'html', status: 503 }, 'unreachable'],
    [{ kind: 'answer', status: 404, body: { detail: 'Generated video file not found on disk' } }, 'gone'],
    [{ kind: 'answer', status: 410, body: { detail: 'expired' } }, 'gone'],
    [{ kind: 'answer', status: 200, body: { id: 'x' } }, 'unreadable'],
    [{ kind: 'answer', status: 200, headers: { 'content-type': 'video/mp4' } }, 'unreadable'],
    [{ kind: 'answer', status: 401, body: { error: 'Unauthorized' } }, 'unauthorized'],
  ] as const)('that meets %o ends as %s, and the next try has it', async (fault, code) => {
    const { server, engine, render, target } = await finished();
    server.next('content', fault);
    expect(await engine.retrieve(render, target, signal)).toMatchObject({ ok: false, error: { code } });
    expect(await engine.retrieve(render, target, signal)).toEqual({ ok: true, value: null });
    expect(readFileSync(target)).toHaveLength(200_000);
  });

  it('ends when it is told to, also in the middle of a clip that stands still', async () => {
    const { server, engine, render, target } = await finished();
    server.next('content', { kind: 'stalled' });
    const told = new AbortController();
    const fetching = engine.retrieve(render, target, told.signal);
    await server.stalled;
    told.abort();
    expect(await fetching).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  it('is given up where it has no end', async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1000)) });
    const answer = new Response(endless, { headers: { 'content-type': 'video/mp4' } });
    const downloaded = await downloadClip(answer, room.path('endless.mp4'), signal, 10_000);
    expect(downloaded).toEqual({ ok: false, error: { code: 'gone', detail: expect.stringContaining('10000 bytes') } });
  });

  it('says that the disk is full', async () => {
    const { engine, render } = await finished();
    expect(await engine.retrieve(render, '/dev/full', signal)).toMatchObject({ error: { code: 'disk_full' } });
  });

  it('never follows a plain http address that a record names', async () => {
    const { server, engine, render, target } = await finished();
    Object.assign(server.video(videoIdOf(render)), { cloudUrl: 'http://127.0.0.1:1/clip.mp4' });
    expect(await engine.retrieve(render, target, signal)).toMatchObject({ ok: false, error: { code: 'unreadable' } });
  });

  it('leaves the clip there where it could not be fetched: it is all there is of the render', async () => {
    const { server, engine, render } = await finished();
    await engine.release({ ...render, kept: true, unfetched: true });
    expect(server.videos).toHaveLength(1);
    await engine.release({ ...render, kept: true });
    expect(server.videos).toEqual([]);
  });

  it('removes the clip there, and lets go of it after a minute of trying', async () => {
    const { server, engine, render } = await finished();
    await server.close();
    for (let tries = 1; tries < 12; tries += 1) {
      await expect(engine.release({ ...render, kept: true })).rejects.toThrow('Videos API server');
    }
    await engine.release({ ...render, kept: true });
  });
});
