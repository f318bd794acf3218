import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, problemOf, startHttpTestApp, testToken } from '../../testing/http-test-app.ts';
import { patience } from '../../testing/patience.ts';
import { openSocket, rawRequest, requestText } from '../../testing/raw-http.ts';
import { maxJsonBytes } from './read-body.ts';

describe('JSON bodies', () => {
  let app: HttpTestApp;
  beforeAll(async () => {
    app = await startHttpTestApp();
  });
  afterAll(() => app.close());

  const post = (body: string | Uint8Array<ArrayBuffer>, target = '/api/v1/jobs') =>
    app.fetch(target, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const job = (fields: object = {}) => ({ kind: 'text_to_video', input: { prompt: 'A red fox in snow' }, ...fields });

  it('takes a whole one', async () => {
    expect((await post(JSON.stringify(job()))).status).toBe(201);
    expect((await post(`\ufeff${JSON.stringify(job())}`)).status).toBe(201);
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"kind": "text_to_video"'],
    ['no JSON', 'kind=text_to_video'],
    ['two values', '{}{}'],
    ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['a number that JSON does not have', '{"kind": NaN}'],
  ])('refuses one that is %s', async (_, body) => {
    expect(await outcomeOf(await post(body))).toBe('400 invalid_json');
  });

  it('says where it is broken, without repeating it', async () => {
    const problem = await problemOf(await post('{"secret": "hunter2",}'));
    expect(problem.detail).toMatch(/at (line|position) \d+/);
    expect(problem.detail).not.toContain('hunter2');
  });

  it.each([
    ['a list', '[]'],
    ['text', '"x"'],
    ['null', 'null'],
    ['a number', '1'],
  ])('refuses %s at the top', async (_, body) => {
    const problem = await problemOf(await post(body));
    expect(problem.errors).toEqual([{ path: '', message: 'Must be a JSON object.' }]);
  });

  it('refuses one nested deeper than 32 levels, however deep', async () => {
    const nested = (levels: number) =>
      `{"kind":"text_to_video","input":{"prompt":"x","a":${'['.repeat(levels)}${']'.repeat(levels)}}}`;
    expect((await post(nested(30))).status).toBe(201);
    expect(await outcomeOf(await post(nested(31)))).toBe('400 invalid_json');
    expect(await outcomeOf(await post(nested(400_000)))).toBe('400 invalid_json');
    expect(await outcomeOf(await post('['.repeat(1_000_000)))).toBe('400 invalid_json');
  });

  it('counts brackets in texts for nothing', async () => {
    const prompt = `${'['.repeat(100)} \\" {{{`;
    expect((await post(JSON.stringify(job({ input: { prompt } })))).status).toBe(201);
  });

  it('refuses keys that rewrite objects, wherever they stand', async () => {
    const inInput = '{"kind":"text_to_video","input":{"prompt":"x","__proto__":{"polluted":true}}}';
    const escaped = '{"kind":"text_to_video","input":{"a":[{"\\u005f_proto__":1}]}}';
    expect(await outcomeOf(await post(inInput))).toBe('400 invalid_json');
    expect(await outcomeOf(await post(escaped))).toBe('400 invalid_json');
    expect(await outcomeOf(await post(JSON.stringify(job({ constructor: 1 }))))).toBe('400 invalid_input');
    expect(
      (await post(JSON.stringify(job({ input: { prompt: 'x', constructor: { prototype: { polluted: 1 } } } })))).status,
    ).toBe(201);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('takes 1 MB and nothing above, announced or not', async () => {
    const sized = (bytes: number) => {
      const empty = JSON.stringify(job({ input: { prompt: '' } }));
      return JSON.stringify(job({ input: { prompt: 'x'.repeat(bytes - empty.length) } }));
    };
    expect((await post(sized(maxJsonBytes))).status).toBe(201);
    expect(await outcomeOf(await post(sized(maxJsonBytes + 1)))).toBe('413 body_too_large');
    const stream = new Blob([sized(4 * maxJsonBytes)]).stream();
    const unannounced: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    };
    expect(await outcomeOf(await app.fetch('/api/v1/jobs', unannounced))).toBe('413 body_too_large');
  });

  it('refuses what announces too much before a byte of it came', async () => {
    const headers = [
      `host: localhost:${app.port}`,
      `authorization: Bearer ${testToken}`,
      'content-type: application/json',
    ];
    const announced = [...headers, `content-length: ${maxJsonBytes + 1}`];
    const answer = await rawRequest(app.port, requestText('POST /api/v1/jobs HTTP/1.1', announced));
    expect(answer.status).toBe(413);
  });

  it('names every wrong field in plain words', async () => {
    const body = { kind: 'sculpture', priority: 1.5, runAt: 'tomorrow', projectId: 'x', color: 'red' };
    const answer = await post(JSON.stringify(body));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({
      type: 'urn:videoexpress:problem:invalid_input',
      status: 400,
      code: 'invalid_input',
    });
    expect(problem.errors).toEqual([
      { path: 'kind', message: 'Must be one of: text_to_video, image_to_video, publish.' },
      { path: 'input', message: 'Is missing.' },
      { path: 'projectId', message: 'Must be an id such as prj_….' },
      { path: 'priority', message: 'Must be a whole number.' },
      { path: 'runAt', message: 'Must be a time in ISO 8601, UTC, such as 2026-01-31T12:00:00Z.' },
      {
        path: 'color',
        message: 'Unknown field. Known fields: kind, input, engine, projectId, priority, placement, runAt.',
      },
    ]);
  });

  it('needs no body where a route takes none, and lets an empty object pass', async () => {
    expect((await app.fetch('/api/v1/queue/pause', { method: 'POST' })).status).toBe(200);
    expect((await post('{}', '/api/v1/queue/resume')).status).toBe(200);
    expect(await outcomeOf(await post('{', '/api/v1/queue/resume'))).toBe('400 invalid_json');
  });

  it('lets go of a client that leaves in the middle of its body', async () => {
    const socket = await openSocket(app.port);
    const headers = [
      `host: localhost:${app.port}`,
      `authorization: Bearer ${testToken}`,
      'content-type: application/json',
    ];
    const before = app.log.lines.length;
    const head = ['POST /api/v1/jobs HTTP/1.1', ...headers, 'content-length: 100'];
    socket.end(`${head.join('\r\n')}\r\n\r\n{"kind"`);
    await expect.poll(() => app.log.lines.length, patience).toBeGreaterThan(before);
    expect(app.log.lines.slice(before)).toMatchObject([{ level: 'debug', fields: { status: null, clientLeft: true } }]);
  });
});
