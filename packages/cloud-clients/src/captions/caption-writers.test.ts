import { LLMock } from '@copilotkit/aimock';
import type { CaptionWriter } from '@videoexpress/studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaptionWriters } from './create-caption-writers.ts';

const written = {
  youtube: { title: 'A red fox', description: 'It walks.', tags: ['fox'], hashtags: ['fox'] },
  instagram: { caption: 'Snow, dusk, one fox.', hashtags: ['snow'] },
};
const order = {
  services: ['youtube', 'instagram'] as const,
  facts: { prompt: 'A red fox in snow', hint: 'for the first day of winter', durationSeconds: 5.04, shape: null },
  model: 'some-model',
};
const never = new AbortController().signal;

/** The vendors' own SDKs against a server of strangers, who read the vendors' documents for themselves. */
describe('the writers of captions, against aimock', () => {
  const mock = new LLMock({ port: 0, host: '127.0.0.1' });
  let writers: readonly CaptionWriter[] = [];
  beforeAll(async () => {
    await mock.start();
    mock.onMessage(/red fox/, { content: JSON.stringify(written) });
    writers = createCaptionWriters({
      secrets: { read: async () => 'sk-test-0123456789abcdef' },
      addresses: { openai: `${mock.url}/v1`, gemini: mock.url },
    });
  });
  afterAll(() => mock.stop());

  it.each([0, 1])('write for every service in one call, and tell no more than they have to (%i)', async (index) => {
    mock.clearRequests();
    expect(await writers[index]?.write(order, never)).toEqual({
      ok: true,
      value: [
        { service: 'youtube', title: 'A red fox', text: 'It walks.', tags: ['fox'], hashtags: ['fox'] },
        { service: 'instagram', title: '', text: 'Snow, dusk, one fox.', tags: [], hashtags: ['snow'] },
      ],
    });
    const requests = mock.getRequests();
    expect(requests).toHaveLength(1);
    const messages = Object(requests[0]?.body).messages as { role: string; content: string }[];
    const said = messages.find(({ role }) => role === 'user')?.content ?? '';
    expect(JSON.parse(said)).toEqual({
      description: 'A red fox in snow',
      hint: 'for the first day of winter',
      seconds: 5,
    });
  });

  it.each([
    [429, 'rate_limit_exceeded', 'too_many'],
    [401, 'invalid_api_key', 'key_refused'],
    [503, 'overloaded', 'overloaded'],
  ])('tell a %i apart', async (status, code, fault) => {
    for (const writer of writers) {
      mock.nextRequestError(status, { message: 'No', code });
      expect(await writer.write(order, never)).toMatchObject({ ok: false, error: { code: fault } });
      expect(await writer.write(order, never)).toMatchObject({ ok: true });
    }
  });
});
