import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  engineFor,
  engineRoom,
  renderOrder,
  resolvedInput,
  servedModel,
  submitted,
  videoIdOf,
} from '../testing/videos-api-server/engine-room.ts';

const signal = AbortSignal.timeout(60_000);
const room = engineRoom();

describe.each(['vllm-omni', 'sglang'] as const)('a render on %s', (dialect) => {
  it('is sent as a form with all that was asked, and only that', async () => {
    const { server, engine } = await room.pair({ dialect });
    await submitted(engine);
    const { fields, picture } = server.forms[0]!;
    expect(fields).toMatchObject({
      prompt: 'A red fox in snow',
      model: servedModel,
      size: '832x480',
      num_frames: '81',
      fps: '16',
      seed: '7',
    });
    expect(Object.keys(fields).toSorted()).toEqual(
      ['fps', 'model', 'num_frames', 'prompt', 'seconds', 'seed', 'size'].toSorted(),
    );
    expect(fields['seconds']).toMatch(dialect === 'sglang' ? /^5$/ : /^\d{12}$/);
    expect(picture).toBeNull();
    const more = { ...resolvedInput, negative_prompt: 'blur', num_inference_steps: 30, guidance_scale: 4.5 };
    await submitted(engine, renderOrder({ input: more }));
    expect(server.forms[1]?.fields).toMatchObject({
      negative_prompt: 'blur',
      num_inference_steps: '30',
      guidance_scale: '4.5',
    });
  });

  it('takes its picture along, and words where the person gave none', async () => {
    const { server, engine } = await room.pair({ dialect, models: ['Wan-AI/Wan2.2-I2V-A14B-Diffusers'] });
    const image = room.path('start.png');
    const bytes = Buffer.alloc(300_000, 'picture');
    writeFileSync(image, bytes);
    const wordless = { ...resolvedInput, model: 'Wan-AI/Wan2.2-I2V-A14B-Diffusers', prompt: undefined };
    await submitted(engine, renderOrder({ kind: 'image_to_video', input: wordless, files: { image } }));
    const { fields, picture } = server.forms[0]!;
    expect(fields['prompt']).not.toBe('');
    expect(picture).toMatchObject({ name: 'start.png', type: 'image/png' });
    expect(picture?.bytes.equals(bytes)).toBe(true);
  });

  it('waits, renders, is fetched whole and is removed there', async () => {
    const { server, clock, engine } = await room.pair({ dialect, clip: Buffer.alloc(3_000_000, 'clip') });
    engine.configure({ price_per_second: '0.002' });
    const render = await submitted(engine);
    const id = videoIdOf(render);
    expect(await engine.poll(render, signal)).toMatchObject({ ok: true, value: { state: 'waiting' } });
    server.begin(id);
    clock.advance(185_000);
    expect(await engine.poll(render, signal)).toMatchObject({
      value: {
        state: 'running',
        progress: { fraction: null, stage: 'Rendering' },
        signs: Math.floor(clock.now() / 1000),
      },
    });
    server.begin(id, 40);
    expect(await engine.poll(render, signal)).toMatchObject({
      value: { state: 'running', progress: { fraction: 0.4, stage: 'Rendering' } },
    });
    server.finish(id, 100);
    expect(await engine.poll(render, signal)).toEqual({
      ok: true,
      value: { state: 'finished', warnings: [], actualUsd: 0.2 },
    });
    const target = room.path('clip.mp4');
    expect(await engine.retrieve(render, target, signal)).toEqual({ ok: true, value: null });
    expect(readFileSync(target).equals(Buffer.alloc(3_000_000, 'clip'))).toBe(true);
    await engine.release({ ...render, kept: true });
    expect(server.videos).toEqual([]);
  });

  it('that failed says why and what it cost, whatever the status of the answer', async () => {
    const { server, engine } = await room.pair({ dialect });
    engine.configure({ price_per_second: '0,5' });
    const memory = await submitted(engine);
    server.fail(videoIdOf(memory), { code: 500, message: 'CUDA out of memory. Tried to allocate 9 GiB' }, 4);
    expect(await engine.poll(memory, signal)).toMatchObject({
      ok: true,
      value: { state: 'failed', code: 'engine_failed', billed: true, actualUsd: 2 },
    });
    const refused = await submitted(engine);
    server.fail(videoIdOf(refused), { code: 400, message: 'num_frames must be 4k+1' });
    const answer = await engine.poll(refused, signal);
    expect(answer).toMatchObject({ ok: true, value: { state: 'failed' } });
    // Sglang does not say whose fault it was, so nothing is taken to be free.
    const told =
      dialect === 'sglang' ? { code: 'engine_failed', billed: true } : { code: 'input_rejected', billed: false };
    expect(answer).toMatchObject({ value: told });
  });

  it('is told to stop, also where it is gone already', async () => {
    const { server, engine } = await room.pair({ dialect });
    const render = await submitted(engine);
    server.begin(videoIdOf(render));
    expect(await engine.cancel(render, signal)).toEqual({ ok: true, value: null });
    expect(server.videos).toEqual([]);
    // Sglang 0.5.23 only forgets: its GPU renders on to the end.
    expect(server.rendering.size).toBe(dialect === 'sglang' ? 1 : 0);
    expect(await engine.cancel(render, signal)).toEqual({ ok: true, value: null });
    server.next('delete', { kind: 'answer', status: 409, body: { detail: 'Cancellation in progress.' } });
    const stopping = await submitted(engine);
    expect(await engine.cancel(stopping, signal)).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  it('is lost when the server was started anew, and has no clip then', async () => {
    const { server, engine } = await room.pair({ dialect });
    const render = await submitted(engine);
    server.forget();
    expect(await engine.poll(render, signal)).toEqual({ ok: true, value: { state: 'lost' } });
    expect(await engine.retrieve(render, room.path('x.mp4'), signal)).toMatchObject({ error: { code: 'gone' } });
  });
});

describe('following a render', () => {
  it.each([
    [{ kind: 'html', status: 502 }, 'unreachable'],
    [{ kind: 'html', status: 200 }, 'unreadable'],
    [{ kind: 'reset_before' }, 'unreachable'],
    [{ kind: 'answer', status: 401, body: { error: 'Unauthorized' } }, 'unauthorized'],
    [{ kind: 'answer', status: 200, body: { id: 'x', status: 'pondering' } }, 'unreadable'],
  ] as const)('learns nothing from %o', async (fault, code) => {
    const { server, engine } = await room.pair();
    const render = await submitted(engine);
    server.next('read', fault);
    expect(await engine.poll(render, signal)).toMatchObject({ ok: false, error: { code } });
    expect(await engine.poll(render, signal)).toMatchObject({ ok: true, value: { state: 'waiting' } });
  });

  it('goes on at the server that has it when Settings name another', async () => {
    const { server } = await room.pair();
    const other = await room.pair();
    const engine = engineFor(null);
    engine.configure({ server_url: server.url });
    const render = await submitted(engine);
    engine.configure({ server_url: `${other.server.url}/v1/` });
    server.finish(videoIdOf(render));
    expect(await engine.poll(render, signal)).toMatchObject({ value: { state: 'finished', actualUsd: null } });
    expect(other.server.requests).toEqual([]);
  });

  it('ends after the time that a person set, by the clock of the server, and stops the render there', async () => {
    const { server, clock, engine } = await room.pair();
    engine.configure({ give_up_after_minutes: 30 });
    const render = await submitted(engine);
    server.begin(videoIdOf(render));
    clock.advance(29 * 60_000);
    expect(await engine.poll(render, signal)).toMatchObject({ value: { state: 'running' } });
    clock.advance(2 * 60_000);
    expect(await engine.poll(render, signal)).toMatchObject({ value: { state: 'failed', billed: true } });
    await engine.release({ ...render, kept: false });
    expect(server.rendering.size).toBe(0);
  });
});
