import { type CaptionFault, type CaptionWriter } from '@videoexpress/studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CaptionStandIn,
  geminiAnswer,
  geminiBlocked,
  geminiError,
  openaiAnswer,
  openaiError,
  openaiIncomplete,
  openaiRefusal,
  startCaptionStandIn,
  type StoodInAnswer,
} from '../testing/caption-stand-in.ts';
import { createCaptionWriters } from './create-caption-writers.ts';

const key = 'sk-canary-0123456789abcdefWXYZ';
const order = {
  services: ['youtube', 'instagram'] as const,
  facts: { prompt: 'A red fox in snow', hint: null, durationSeconds: 5.04, shape: 'landscape' as const },
  model: 'a-model',
};
let standIn: CaptionStandIn;
let writers: { readonly openai: CaptionWriter; readonly gemini: CaptionWriter };

function writersWith(value: string | null, addresses: { openai: string | null; gemini: string | null }) {
  const [openai, gemini] = createCaptionWriters({ secrets: { read: async () => value }, addresses });
  if (openai === undefined || gemini === undefined) throw new Error('There are two');
  return { openai, gemini };
}

beforeAll(async () => {
  standIn = await startCaptionStandIn();
  writers = writersWith(key, standIn);
});
afterAll(() => standIn.close());

const never = new AbortController().signal;
const busyDetails = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '30s' }];
const keyDetails = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }];

const faults: readonly (readonly [keyof typeof writers, StoodInAnswer | 'hang up', Partial<CaptionFault>])[] = [
  ['openai', openaiError(401, 'invalid_api_key', `Incorrect API key provided: ${key}`), { code: 'key_refused' }],
  ['openai', openaiError(403, 'unsupported_country', 'Not here'), { code: 'not_allowed' }],
  ['openai', openaiError(404, 'model_not_found', 'No such model'), { code: 'no_model' }],
  ['openai', openaiError(429, 'insufficient_quota', 'No credit'), { code: 'no_credit' }],
  [
    'openai',
    openaiError(429, 'rate_limit_exceeded', 'Slow down', { 'retry-after': '20' }),
    { code: 'too_many', retryAfterSeconds: 20 },
  ],
  ['openai', openaiError(400, 'content_policy_violation', 'Not about this'), { code: 'refused' }],
  ['openai', openaiError(400, 'context_length_exceeded', 'Too long'), { code: 'failed' }],
  ['openai', openaiError(500, 'server_error', 'Oh'), { code: 'failed' }],
  ['openai', openaiError(503, 'overloaded', 'Later'), { code: 'overloaded' }],
  ['openai', openaiRefusal(), { code: 'refused' }],
  ['openai', openaiIncomplete('content_filter'), { code: 'refused' }],
  ['openai', openaiIncomplete('max_output_tokens'), { code: 'unreadable' }],
  ['openai', openaiAnswer('Here you are: {"youtube"'), { code: 'unreadable' }],
  ['openai', openaiAnswer('{"youtube":{"title":1}}'), { code: 'unreadable' }],
  ['openai', { status: 200, body: '<html>a proxy</html>' }, { code: 'unreadable' }],
  ['openai', { status: 200, body: {} }, { code: 'unreadable' }],
  ['openai', 'hang up', { code: 'unreachable' }],
  ['gemini', geminiError(400, 'INVALID_ARGUMENT', keyDetails), { code: 'key_refused' }],
  ['gemini', geminiError(400, 'INVALID_ARGUMENT'), { code: 'failed' }],
  ['gemini', geminiError(403, 'PERMISSION_DENIED'), { code: 'not_allowed' }],
  ['gemini', geminiError(404, 'NOT_FOUND'), { code: 'no_model' }],
  ['gemini', geminiError(429, 'RESOURCE_EXHAUSTED', busyDetails), { code: 'too_many', retryAfterSeconds: 30 }],
  ['gemini', geminiError(500, 'INTERNAL'), { code: 'failed' }],
  ['gemini', geminiError(503, 'UNAVAILABLE'), { code: 'overloaded' }],
  ['gemini', geminiBlocked('prompt'), { code: 'refused' }],
  ['gemini', geminiBlocked('answer'), { code: 'refused' }],
  ['gemini', geminiAnswer('no JSON'), { code: 'unreadable' }],
  ['gemini', { status: 200, body: '<html>a proxy</html>' }, { code: 'unreadable' }],
  ['gemini', { status: 200, body: {} }, { code: 'unreadable' }],
  ['gemini', { status: 200, body: { candidates: 7 } }, { code: 'unreadable' }],
  ['gemini', 'hang up', { code: 'unreachable' }],
];

describe('what goes wrong at a provider', () => {
  it.each(faults)('%s: %j is %j, and says nothing of key or prompt', async (who, answer, fault) => {
    const before = standIn.requests.length;
    standIn.answerNext(answer);
    const written = await writers[who].write(order, never);
    expect(written).toMatchObject({ ok: false, error: fault });
    expect(JSON.stringify(written)).not.toMatch(/WXYZ|fox|quote|Incorrect/);
    // Whoever pays for it decides on another try: the client makes none by itself.
    expect(standIn.requests.length - before).toBe(1);
  });

  it.each(['openai', 'gemini'] as const)('%s that never answers is left when the time is over', async (who) => {
    standIn.answerNext('never');
    const over = new AbortController();
    const before = standIn.requests.length;
    const writing = writers[who].write(order, over.signal);
    while (standIn.requests.length === before) await new Promise((resolve) => setImmediate(resolve));
    over.abort();
    expect(await writing).toMatchObject({ ok: false, error: { code: 'timed_out' } });
  });

  it('is no key, before anybody is asked', async () => {
    const without = writersWith(null, standIn);
    const before = standIn.requests.length;
    for (const writer of [without.openai, without.gemini]) {
      expect(await writer.hasKey()).toBe(false);
      expect(await writer.write(order, never)).toMatchObject({ error: { code: 'no_key' } });
    }
    expect(standIn.requests.length).toBe(before);
  });

  it.each(['http://example.com/v1', 'ftp://127.0.0.1', 'nowhere', 'https://user:pw@example.com'])(
    'is the address %s, and no key goes there',
    async (address) => {
      const wrong = writersWith(key, { openai: address, gemini: address });
      for (const writer of [wrong.openai, wrong.gemini])
        expect(await writer.write(order, never)).toMatchObject({ error: { code: 'address_wrong' } });
    },
  );
});

describe('the list of models', () => {
  it('has the ids that a model is chosen by', async () => {
    expect(await writers.openai.models(never)).toEqual({ ok: true, value: ['gpt-5.4-mini', 'gpt-6-sol'] });
    expect(await writers.gemini.models(never)).toEqual({
      ok: true,
      value: ['gemini-flash-latest', 'gemini-3.8-flash'],
    });
  });
});
