import { createCaptionWriters } from '@videoexpress/cloud-clients';
import {
  type CaptionStandIn,
  geminiError,
  openaiError,
  startCaptionStandIn,
  stoodInCaptions,
} from '@videoexpress/cloud-clients/testing';
import { type AssetId, engineTestSchema, type SecretName, suggestedPostsSchema } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, problemOf, startHttpTestApp } from '../testing/http-test-app.ts';
import { keptStudios } from '../testing/kept-studios.ts';

const studio = keptStudios();
const key = 'sk-canary-0123456789abcdefWXYZ';
let standIn: CaptionStandIn;
let app: HttpTestApp | null = null;
beforeEach(async () => {
  standIn = await startCaptionStandIn();
});
afterEach(async () => {
  await app?.close();
  await standIn.close();
});

/** The whole daemon but its process, with a rendered clip, and the vendors' own SDKs against the stand-in. */
async function whole(keys: Partial<Record<SecretName, string>>) {
  const secrets = { read: async (name: SecretName) => keys[name] ?? null };
  const engine = new ScriptedEngine();
  const test = studio(engine, { captionWriters: createCaptionWriters({ secrets, addresses: standIn }) });
  await test.studio.start();
  const http = await startHttpTestApp({ studio: test.studio, clock: test.clock, sessionStore: test.store.sessions });
  app = http;
  const job = await test.create();
  await test.untilState(job.id, 'submitted');
  engine.finish(engine.submissions.at(-1)?.attemptId ?? '');
  const [assetId] = (await test.untilEnd(job.id)).output.assetIds;
  if (assetId === undefined) throw new Error('The job has a clip');
  const post = (path: string, body?: unknown) =>
    http.fetch(path, {
      method: 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  const suggest = (more: object = {}, id: AssetId = assetId) =>
    post('/api/v1/publications/suggest', { assetId: id, services: ['youtube', 'instagram'], ...more });
  return { test, http, suggest, post };
}

describe('suggestions over HTTP', () => {
  it.each([
    ['OPENAI_API_KEY', 'openai', 'authorization', `Bearer ${key}`],
    ['GEMINI_API_KEY', 'gemini', 'x-goog-api-key', key],
  ] as const)(
    'come from whoever has a key (%s), and only the prompt and plain facts go there',
    async (name, who, header, value) => {
      const { suggest } = await whole({ [name]: key });
      expect(standIn.requests).toEqual([]);
      const answer = await suggest();
      expect(answer.status).toBe(200);
      const { provider, suggestions } = suggestedPostsSchema.parse(await answer.json());
      expect([provider, suggestions.map(({ service }) => service)]).toEqual([who, ['youtube', 'instagram']]);
      expect(suggestions[0]).toEqual({
        service: 'youtube',
        title: stoodInCaptions.youtube.title,
        text: `${stoodInCaptions.youtube.description}\n\n#fox #winter`,
        tags: stoodInCaptions.youtube.tags,
        hashtags: ['#fox', '#winter'],
      });
      const [request] = standIn.requests;
      expect([standIn.requests.length, request?.headers[header]]).toEqual([1, value]);
      expect(JSON.stringify(request?.body)).toContain('A red fox in snow');
      expect(JSON.stringify(request?.body)).not.toMatch(/ast_|job_|\.mp4|media|seed|scripted/);
    },
  );

  it('are refused in words that help, without a word of the provider', async () => {
    const { suggest, http } = await whole({ OPENAI_API_KEY: key, GEMINI_API_KEY: key });
    standIn.answerNext(openaiError(401, 'invalid_api_key', `Incorrect API key provided: ${key}`));
    const problem = await problemOf(await suggest());
    expect(problem).toMatchObject({ status: 409, code: 'captions_key_refused' });
    expect(problem.detail).toBe(
      'OpenAI does not take the key. Make a new one, and put it under Settings, Keys (OPENAI_API_KEY).',
    );
    standIn.answerNext(geminiError(429, 'RESOURCE_EXHAUSTED'));
    expect(await outcomeOf(await suggest({ provider: 'gemini' }))).toBe('429 captions_limit');
    const log = JSON.stringify(http.log.lines);
    expect(log).not.toMatch(/WXYZ|fox|Incorrect/);
    const none = await whole({});
    expect(await outcomeOf(await none.suggest())).toBe('409 captions_no_key');
    await none.http.close();
    app = http;
  });

  it('need an asset that is there, and services that are named once', async () => {
    const { suggest } = await whole({ OPENAI_API_KEY: key });
    expect(await outcomeOf(await suggest({}, `ast_${'0'.repeat(32)}` as AssetId))).toBe('404 not_found');
    expect(await outcomeOf(await suggest({ services: [] }))).toBe('400 invalid_input');
    expect(await outcomeOf(await suggest({ services: ['youtube', 'youtube'] }))).toBe('400 invalid_input');
    expect(await outcomeOf(await suggest({ services: ['myspace'] }))).toBe('400 invalid_input');
    expect(standIn.requests).toEqual([]);
  });

  it('are tried out for nothing, with the model that is set', async () => {
    const { post, http } = await whole({ OPENAI_API_KEY: key });
    const tryOut = async (who: string) =>
      engineTestSchema.parse(await (await post(`/api/v1/captions/${who}/test`)).json());
    expect(await tryOut('openai')).toMatchObject({ works: true });
    await http.fetch('/api/v1/settings', {
      method: 'PATCH',
      body: JSON.stringify({ captions: { openaiModel: 'gpt-0' } }),
      headers: { 'content-type': 'application/json' },
    });
    expect(await tryOut('openai')).toMatchObject({ works: false, fix: 'Choose another under Settings, Suggestions.' });
    expect(await tryOut('gemini')).toMatchObject({ works: false, detail: 'There is no key for Gemini.' });
    expect(standIn.requests.map(({ path }) => path)).toEqual(['/v1/models', '/v1/models']);
  });
});
