import { describe, expect, it } from 'vitest';
import {
  engineFor,
  engineRoom,
  renderOrder,
  resolvedInput,
  servedModel,
  submitted,
} from '../testing/videos-api-server/engine-room.ts';

const signal = AbortSignal.timeout(60_000);
const room = engineRoom();

describe('what the engine says of itself', () => {
  it('follows what the server serves', async () => {
    const { server, engine } = await room.pair();
    expect(engine.description.models.map(({ id }) => id)).toEqual(['served']);
    expect(await engine.health(signal)).toMatchObject({ status: 'ok', detail: `Serves ${servedModel}.`, latencyMs: 0 });
    expect(engine.description.models).toMatchObject([
      { id: servedModel, label: 'Wan2.2-T2V-A14B', kinds: ['text_to_video'], pricePerSecondUsd: null },
    ]);
    server.models = ['Lightricks/LTX-2', 'Qwen/Qwen-Image'];
    engine.configure({ price_per_second: '0' });
    await engine.health(signal);
    expect(engine.description.models).toMatchObject([
      { id: 'Lightricks/LTX-2', kinds: ['text_to_video', 'image_to_video'], pricePerSecondUsd: 0 },
    ]);
    server.models = ['Qwen/Qwen-Image'];
    expect(await engine.health(signal)).toMatchObject({ status: 'degraded' });
  });

  it('sends no model while nobody knows which one there is', async () => {
    const { server, engine } = await room.pair();
    await submitted(engine, renderOrder({ input: { ...resolvedInput, model: 'served' } }));
    expect(server.forms[0]?.fields).not.toHaveProperty('model');
    expect(server.forms[0]?.fields).toMatchObject({ seconds: '5' });
  });

  it('says what is wrong with an address, and never quotes a password in it', async () => {
    expect(await engineFor(null).health(signal)).toMatchObject({ status: 'not_configured' });
    const health = await engineFor('https://me:pa55@example.org/v1').health(signal);
    expect(health).toMatchObject({ status: 'down', fix: expect.stringContaining('VIDEOS_API_KEY') });
    expect(JSON.stringify(health)).not.toContain('pa55');
  });

  it('tells a redirect, an answer that is none, and a server that is loading apart', async () => {
    const { server, engine } = await room.pair();
    server.next('models', { kind: 'answer', status: 308, headers: { location: 'https://example.org/' } });
    expect(await engine.health(signal)).toMatchObject({ status: 'down', fix: 'Set the address that it sends to.' });
    server.next('models', { kind: 'html', status: 200 });
    expect(await engine.health(signal)).toMatchObject({ status: 'down' });
    server.next('models', { kind: 'answer', status: 503 });
    expect(await engine.health(signal)).toMatchObject({ status: 'degraded' });
  });

  it('tries out that videos can be asked for, and renders none', async () => {
    const { server, engine } = await room.pair();
    expect(await engine.test?.(signal)).toMatchObject({ works: true, fix: null });
    expect(server.forms).toEqual([]);
    server.next('list', { kind: 'html', status: 404 });
    expect(await engine.test?.(signal)).toMatchObject({ works: false });
  });
});
