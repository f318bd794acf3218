import { type Asset, type CaptionSettings, err, newAssetId, ok, type Result } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/index.ts';
import type { CaptionFault, CaptionOrder, CaptionWriter, RawCaption } from './caption-writer.ts';
import { createCaptions } from './create-captions.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const raw: RawCaption = { service: 'youtube', title: 'Fox', text: 'It walks.', tags: [], hashtags: [] };
const never = new AbortController().signal;

/** A writer that answers what it is told to, in order, and well after that. */
class ScriptedWriter implements CaptionWriter {
  readonly orders: CaptionOrder[] = [];
  readonly answers: (CaptionFault | 'never')[] = [];
  readonly provider: CaptionWriter['provider'];
  key = true;

  constructor(provider: CaptionWriter['provider']) {
    this.provider = provider;
  }

  hasKey = async () => this.key;

  async write(order: CaptionOrder, signal: AbortSignal): Promise<Result<readonly RawCaption[], CaptionFault>> {
    this.orders.push(order);
    const next = this.answers.shift();
    if (next === undefined) return ok(order.services.map((service) => ({ ...raw, service })));
    if (next !== 'never') return err(next);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    return err({ code: 'timed_out', detail: 'aborted' });
  }

  models = async () => ok(['gpt-5.4-mini']);
}

function captionsOf(facts: Partial<Asset> = {}, changes: Partial<CaptionSettings> = {}) {
  const assetId = newAssetId();
  const origin = { kind: 'text_to_video', engine: 'e', model: null, prompt: 'A red fox', seed: 1 } as const;
  const asset: Asset = {
    id: assetId,
    type: 'video',
    name: 'A private name',
    bytes: 1,
    sha256: 'a'.repeat(64),
    mimeType: 'video/mp4',
    favourite: false,
    warnings: [],
    createdAt: '2026-11-28T09:00:00.000Z',
    width: 832,
    height: 480,
    durationSeconds: 5,
    origin,
    ...facts,
  };
  const [openai, gemini] = [new ScriptedWriter('openai'), new ScriptedWriter('gemini')];
  const clock = new ManualClock();
  const captions = createCaptions({
    captionWriters: [openai, gemini],
    assets: { get: async (id) => (id === assetId ? asset : null) },
    settings: {
      current: () => ({
        captions: { provider: 'auto', openaiModel: 'gpt-5.4-mini', geminiModel: 'gemini-x', ...changes },
      }),
    },
    clock,
    log: silent,
    stop: never,
  });
  const suggest = (more: { hint?: string; provider?: 'openai' | 'gemini' } = {}, signal = never) =>
    captions.suggest({ assetId, services: ['youtube'], ...more }, signal);
  const lights = async () => Promise.all(captions.lights.map((light) => light.ask()));
  return { captions, suggest, lights, openai, gemini, clock };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('suggesting captions', () => {
  it('tells the provider the prompt, the hint and plain facts, and nothing else of the clip', async () => {
    const { suggest, openai } = captionsOf();
    expect(await suggest({ hint: 'first snow' })).toEqual({
      ok: true,
      value: {
        provider: 'openai',
        model: 'gpt-5.4-mini',
        suggestions: [{ service: 'youtube', title: 'Fox', text: 'It walks.', tags: [], hashtags: [] }],
      },
    });
    expect(openai.orders).toEqual([
      {
        services: ['youtube'],
        model: 'gpt-5.4-mini',
        facts: { prompt: 'A red fox', hint: 'first snow', durationSeconds: 5, shape: 'landscape' },
      },
    ]);
  });

  it('asks whoever has a key, as it is set, or as it is asked for', async () => {
    const both = captionsOf();
    expect(await both.suggest({ provider: 'gemini' })).toMatchObject({
      value: { provider: 'gemini', model: 'gemini-x' },
    });
    const set = captionsOf({}, { provider: 'gemini' });
    expect(await set.suggest()).toMatchObject({ value: { provider: 'gemini' } });
    const one = captionsOf();
    one.openai.key = false;
    expect(await one.suggest()).toMatchObject({ value: { provider: 'gemini' } });
    expect(await one.suggest({ provider: 'openai' })).toMatchObject({ error: { code: 'captions_no_key' } });
    one.gemini.key = false;
    const none = await one.suggest();
    expect(none).toMatchObject({ error: { code: 'captions_no_key' } });
    expect(none.ok ? '' : none.error.detail).toContain('Settings, Keys');
  });

  it('needs a hint where the clip has no prompt, and asks nobody without one', async () => {
    const imported = captionsOf({ origin: undefined as never });
    expect(await imported.suggest()).toMatchObject({ error: { code: 'invalid_input', errors: [{ path: 'hint' }] } });
    expect(imported.openai.orders).toEqual([]);
    expect(await imported.suggest({ hint: 'a cat' })).toMatchObject({ ok: true });
  });

  it('ends after a minute, whatever the provider does', async () => {
    const { suggest, openai, clock } = captionsOf();
    openai.answers.push('never');
    const suggesting = suggest();
    await turn();
    clock.advance(60_000);
    expect(await suggesting).toMatchObject({ error: { code: 'captions_failed' } });
  });

  it('tries an overloaded provider once more, and nothing else', async () => {
    const { suggest, openai, clock } = captionsOf();
    openai.answers.push({ code: 'overloaded', detail: 'HTTP 503' });
    const suggesting = suggest();
    for (let count = 0; count < 5; count += 1) await turn();
    clock.advance(1_000);
    expect(await suggesting).toMatchObject({ ok: true });
    expect(openai.orders).toHaveLength(2);
    openai.answers.push({ code: 'failed', detail: 'HTTP 500' });
    expect(await suggest()).toMatchObject({ error: { code: 'captions_failed' } });
    expect(openai.orders).toHaveLength(3);
  });

  it.each([
    ['key_refused', 'captions_key_refused', 'OPENAI_API_KEY'],
    ['no_credit', 'captions_limit', 'Billing'],
    ['too_many', 'captions_limit', 'in 20 seconds'],
    ['refused', 'captions_refused', 'your own words'],
    ['no_model', 'captions_failed', 'gpt-5.4-mini'],
    ['unreachable', 'captions_failed', 'network'],
    ['unreadable', 'captions_failed', 'Try again'],
  ] as const)('says what to do where it is %s', async (code, refusal, word) => {
    const { suggest, openai } = captionsOf();
    openai.answers.push({ code, detail: 'HTTP', retryAfterSeconds: 20 });
    const refused = await suggest();
    expect(refused).toMatchObject({ ok: false, error: { code: refusal } });
    expect(refused.ok ? '' : refused.error.detail).toContain(word);
  });

  it('has a light for each provider that asks nobody, and forgets a fault with a new key', async () => {
    const { suggest, lights, openai, gemini, captions } = captionsOf();
    gemini.key = false;
    expect((await lights()).map(({ id, status }) => [id, status])).toEqual([
      ['openai', 'ok'],
      ['gemini', 'not_configured'],
    ]);
    openai.answers.push({ code: 'key_refused', detail: 'HTTP 401' });
    await suggest();
    expect((await lights())[0]).toMatchObject({ status: 'degraded', detail: 'OpenAI does not take the key.' });
    captions.keyChanged();
    expect((await lights())[0]).toMatchObject({ status: 'ok' });
  });

  it('tests a key for nothing, and says where the model is not there', async () => {
    const { captions, gemini } = captionsOf();
    expect(await captions.test('openai', never)).toMatchObject({ works: true, fix: null });
    expect(await captions.test('gemini', never)).toMatchObject({
      works: false,
      detail: expect.stringContaining('gemini-x'),
    });
    gemini.key = false;
    expect(await captions.test('gemini', never)).toMatchObject({ works: false, detail: 'There is no key for Gemini.' });
  });
});
