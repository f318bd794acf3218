import { describe, expect, it } from 'vitest';
import { engineFor, engineRoom, renderOrder, submitted } from '../testing/videos-api-server/engine-room.ts';

const signal = AbortSignal.timeout(60_000);
const room = engineRoom();

describe('a submission', () => {
  it.each([
    [
      { kind: 'answer', status: 429, headers: { 'retry-after': '7' } },
      { code: 'busy', retryAfterMs: 7000 },
    ],
    [{ kind: 'answer', status: 403, body: { error: 'Forbidden' } }, { code: 'unauthorized' }],
    [
      { kind: 'answer', status: 400, body: { error: { message: 'size must be WxH', param: 'size' } } },
      { code: 'rejected', detail: '400 size: size must be WxH' },
    ],
    [
      { kind: 'answer', status: 422, body: { detail: [{ loc: ['body', 'fps'], msg: 'not a number', type: 'x' }] } },
      { code: 'rejected', detail: '422 fps: not a number' },
    ],
    [{ kind: 'html', status: 404 }, { code: 'rejected' }],
    [{ kind: 'html', status: 502 }, { code: 'unknown' }],
    [{ kind: 'html', status: 200 }, { code: 'unknown' }],
    [{ kind: 'answer', status: 200, body: { status: 'queued' } }, { code: 'unknown' }],
    [{ kind: 'answer_after', status: 500 }, { code: 'unknown' }],
    [{ kind: 'reset_after' }, { code: 'unknown' }],
    [{ kind: 'reset_before' }, { code: 'unknown' }],
  ] as const)('that meets %o ends as %o', async (fault, error) => {
    const { server, engine } = await room.pair();
    server.next('create', fault);
    expect(await engine.submit(renderOrder(), signal)).toMatchObject({ ok: false, error });
  });

  it('that is called off in its middle, as by the end of the daemon, still hears an answer that is on its way', async () => {
    const { server, engine, clock } = await room.pair();
    let answerNow: () => void = () => undefined;
    server.next('create', { kind: 'late', until: new Promise((resolve) => (answerNow = resolve)) });
    await engine.health(signal);
    const stop = new AbortController();
    const submitting = engine.submit(renderOrder(), stop.signal);
    await server.asked('create');
    stop.abort();
    clock.advance(500);
    answerNow();
    expect(await submitting).toMatchObject({ ok: true });
    expect(server.videos).toHaveLength(1);
  });

  it('was surely not taken where nobody listens or the name is unknown', async () => {
    const { server, engine } = await room.pair();
    await server.close();
    expect(await engine.submit(renderOrder(), signal)).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    const nowhere = engineFor('https://no-such-host.invalid');
    expect(await nowhere.submit(renderOrder(), signal)).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  it('waits while the server starts, and never reaches one that is none', async () => {
    const { server, engine } = await room.pair();
    server.next('models', { kind: 'answer', status: 503 });
    expect(await engine.submit(renderOrder(), signal)).toMatchObject({ ok: false, error: { code: 'busy' } });
    server.next('models', { kind: 'html', status: 200 });
    expect(await engine.submit(renderOrder(), signal)).toMatchObject({ ok: false, error: { code: 'rejected' } });
    expect(server.forms).toEqual([]);
    expect(await engineFor(null).submit(renderOrder(), signal)).toMatchObject({
      ok: false,
      error: { code: 'rejected' },
    });
  });

  it('is refused with the server’s words when the server runs another model by now', async () => {
    const { server, engine } = await room.pair();
    await engine.health(signal);
    server.models = ['Lightricks/LTX-2'];
    const refused = await engine.submit(renderOrder(), signal);
    expect(refused).toMatchObject({ ok: false, error: { code: 'rejected' } });
    expect(!refused.ok && refused.error.code === 'rejected' && refused.error.userMessage).toContain('Lightricks/LTX-2');
  });

  it('cannot be made of a picture that is not there', async () => {
    const { engine } = await room.pair();
    const gone = renderOrder({ files: { image: room.path('gone.png') } });
    expect(await engine.submit(gone, signal)).toMatchObject({ ok: false, error: { code: 'rejected' } });
  });

  it('shows the key that is in force, without the end of a pasted line', async () => {
    const { server, engine } = await room.pair({ key: 'sesame' }, 'sesame\n');
    await submitted(engine);
    expect(new Set(server.credentials)).toEqual(new Set(['Bearer sesame']));
    const wrong = engineFor(server.url, 'open');
    expect(await wrong.submit(renderOrder(), signal)).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    expect(await wrong.health(signal)).toMatchObject({
      status: 'down',
      detail: expect.stringContaining('another key'),
    });
  });
});

describe('a submission whose answer was lost', () => {
  it('is found on vllm-omni by its marker, also by the next run, among others of the same words', async () => {
    const { server, engine } = await room.pair();
    const lost = renderOrder();
    server.next('create', { kind: 'reset_after' });
    await engine.submit(lost, signal);
    await submitted(engine);
    const next = engineFor(server.url);
    const found = await next.adopt(lost, signal);
    expect(found).toEqual({ ok: true, value: { remoteId: `${server.url}#${server.videos[0]?.id}` } });
    expect(await next.adopt(renderOrder(), signal)).toEqual({ ok: true, value: null });
  });

  it('is not found on sglang, which echoes nothing of it', async () => {
    const { server, engine } = await room.pair({ dialect: 'sglang' });
    const lost = renderOrder();
    server.next('create', { kind: 'reset_after' });
    await engine.submit(lost, signal);
    expect(server.videos).toHaveLength(1);
    expect(await engine.adopt(lost, signal)).toEqual({ ok: true, value: null });
  });

  it('is stopped by its marker when it was cancelled meanwhile', async () => {
    const { server, engine } = await room.pair();
    const lost = renderOrder();
    server.next('create', { kind: 'answer_after', status: 500 });
    await engine.submit(lost, signal);
    const { attemptId, jobId } = lost;
    expect(await engineFor(server.url).cancel({ attemptId, jobId, remoteId: null }, signal)).toMatchObject({
      ok: true,
    });
    expect(server.videos).toEqual([]);
    expect(engine.description.id).toBe('videos-api');
  });

  it('is asked for again as long as the list cannot be had, and is nowhere where there is no list', async () => {
    const { server, engine } = await room.pair();
    server.next('list', { kind: 'html', status: 502 });
    expect(await engine.adopt(renderOrder(), signal)).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    server.next('list', { kind: 'html', status: 404 });
    expect(await engine.adopt(renderOrder(), signal)).toEqual({ ok: true, value: null });
  });

  it('goes without a marker where the server refuses it, and nothing is sent twice', async () => {
    const { server, engine } = await room.pair();
    const tooLong = { error: { message: 'seconds must be at most 60', param: 'seconds' } };
    server.next('create', { kind: 'answer', status: 400, body: tooLong });
    await submitted(engine);
    expect(server.videos.map(({ secondsSent }) => secondsSent)).toEqual(['5']);
    await submitted(engine);
    expect(server.videos.map(({ secondsSent }) => secondsSent)).toEqual(['5', '5']);
  });
});
