import { problemSchema, type RouteName, type RouteDefinition } from '@videoexpress/job-schema';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { carelessness, codeOf } from '../../testing/abuse/careful-answer.ts';
import { type EachRoute, everyRoute, isWrite, pathOf } from '../../testing/abuse/every-route.ts';
import { stateOf } from '../../testing/abuse/studio-state.ts';
import { askAll, asWire, converse, request, type WireAnswer, withBody } from '../../testing/abuse/wire.ts';
import { wrongBodies, wrongJson, wrongParameters } from '../../testing/abuse/wrong-values.ts';

let daemon: AttackedDaemon;
beforeAll(async () => {
  daemon = await startAttackedDaemon();
  await daemon.api.call('pauseQueue', {});
});
afterAll(() => daemon.end());

/** These end the daemon, open windows on the desktop, never end, or copy the whole studio each time. */
const apart: ReadonlySet<RouteName> = new Set([
  'shutdown',
  'revealAsset',
  'revealFolder',
  'streamEvents',
  'makeBackup',
]);
const calls = everyRoute.filter(({ name }) => !apart.has(name));
const jsonRoutes = calls.filter((each) => isWrite(each) && each.route.body !== undefined);

const send = async (bytes: string): Promise<WireAnswer | undefined> => (await converse(daemon.port, bytes)).answers[0];

/** What is wrong with an answer to nonsense: the daemon broke, said something undocumented, or was careless. */
function complaints(what: string, route: RouteDefinition, answer: WireAnswer | undefined): readonly string[] {
  if (answer === undefined) return [`${what}: no answer`];
  const problems = answer.status >= 500 ? [`${what}: ${codeOf(answer)}`] : [];
  if (answer.status >= 400 && answer.body !== '') {
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    const parsed = isPage ? { success: true } : problemSchema.safeParse(JSON.parse(answer.body));
    if (!parsed.success) problems.push(`${what}: not a problem document: ${answer.body.slice(0, 100)}`);
  } else if (!(answer.status in route.responses)) problems.push(`${what}: ${answer.status} is not documented`);
  return [...problems, ...carelessness(answer).map((each) => `${what}: ${each}`)];
}

const line = ({ route, path }: EachRoute) => `${route.method} ${path} HTTP/1.1`;
const headers = () => [daemon.host, daemon.bearer];

describe('a body', () => {
  it('that is no JSON object of a sane depth is refused by every route that takes one', async () => {
    const before = stateOf(daemon);
    const asked = jsonRoutes.flatMap((each) =>
      Object.entries(wrongBodies).map(([what, bytes]) => ({ each, what, bytes })),
    );
    const answers = await askAll(
      daemon.port,
      asked.map(({ each, bytes }) => withBody(line(each), headers(), 'application/json', asWire(bytes))),
    );
    const wrong = asked.flatMap(({ each, what }, index) => {
      const found = answers[index]?.status;
      const said = complaints(`${each.name} ${what}`, each.route, answers[index]);
      return [...said, ...(found === 400 ? [] : [`${each.name} ${what}: ${found}`])];
    });
    expect(wrong).toEqual([]);
    expect(stateOf(daemon)).toBe(before);
  });

  it('may have a megabyte, and not a byte more', async () => {
    const limit = 1024 * 1024;
    const padded = (bytes: number) => `{"theme":"dark"${' '.repeat(bytes - 16)}}`;
    const patch = (bytes: number) =>
      send(withBody('PATCH /api/v1/settings HTTP/1.1', headers(), 'application/json', padded(bytes)));
    expect((await patch(limit))?.status).toBe(200);
    expect(codeOf(await patch(limit + 1))).toBe('413 body_too_large');
    const announced = [...headers(), 'Content-Type: application/json', `Content-Length: ${2 ** 40}`];
    for (const each of jsonRoutes)
      expect([each.name, codeOf(await send(request(line(each), announced)))]).toEqual([
        each.name,
        '413 body_too_large',
      ]);
  });

  it('is no reason to break: every field of every route with every value that nobody meant', async () => {
    const asked = jsonRoutes.flatMap((each) =>
      ['x', ...fieldsOf(each.route)].flatMap((field) =>
        wrongJson.map((value) => ({ each, body: `{"${field}":${value}}` })),
      ),
    );
    const answers = await askAll(
      daemon.port,
      asked.map(({ each, body }) => withBody(line(each), headers(), 'application/json', asWire(body))),
    );
    const wrong = asked.flatMap(({ each, body }, index) =>
      complaints(`${each.name} ${body.slice(0, 80)}`, each.route, answers[index]),
    );
    expect(wrong).toEqual([]);
    expect(await daemon.answers()).toBe(true);
  });

  it('of a job likewise, in every field of its input', async () => {
    const fields = [
      'prompt',
      'width',
      'height',
      'num_frames',
      'fps',
      'seed',
      'model',
      'image',
      'negative_prompt',
      'constructor',
      'toString',
      'x',
    ];
    const inputs = fields.flatMap((field) => wrongJson.map((value) => `{"prompt":"fox","${field}":${value}}`));
    const asked = inputs.flatMap((input) => [
      { path: '/api/v1/jobs', body: `{"kind":"text_to_video","input":${input}}` },
      { path: '/api/v1/estimates', body: `{"kind":"image_to_video","input":${input}}` },
      { path: '/api/v1/job-batches', body: `{"jobs":[{"kind":"text_to_video","input":${input}}]}` },
    ]);
    const answers = await askAll(
      daemon.port,
      asked.map(({ path, body }) => withBody(`POST ${path} HTTP/1.1`, headers(), 'application/json', asWire(body))),
    );
    const wrong = asked.filter((_, index) => ![200, 201, 400].includes(answers[index]?.status ?? 0));
    expect(wrong).toEqual([]);
    const listed = await daemon.api.call('listJobs', { query: { limit: 200 } });
    expect(listed.ok).toBe(true);
  });

  it('whose key stands there twice has the last one, as every reader of JSON has it', async () => {
    const answer = await send(
      withBody('PATCH /api/v1/settings HTTP/1.1', headers(), 'application/json', '{"theme":"dark","theme":"light"}'),
    );
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ theme: 'light' });
  });

  it('changes no object of the program', async () => {
    const answer = await send(request('GET /api/v1/settings HTTP/1.1', headers()));
    expect(Object.hasOwn(JSON.parse(answer?.body ?? '{}'), 'polluted')).toBe(false);
    expect(answer?.body).not.toContain('polluted":true');
  });
});

/** The fields of a route's body, as far as they are an object's. */
function fieldsOf(route: RouteDefinition): readonly string[] {
  const described = z.toJSONSchema(route.body ?? z.object(), { io: 'input', unrepresentable: 'any' });
  return Object.keys(described.properties ?? {});
}

describe('an address', () => {
  it('is no reason to break: every parameter of every query with every value that nobody meant', async () => {
    const asked = calls
      .filter(({ route }) => route.method === 'GET')
      .flatMap((each) => {
        const names = [...Object.keys(each.route.query?.shape ?? {}), '__proto__'];
        return names.flatMap((name) => wrongParameters.map((value) => ({ each, query: `${name}=${value}` })));
      });
    const answers = await askAll(
      daemon.port,
      asked.map(({ each, query }) => request(`GET ${each.path}?${query} HTTP/1.1`, headers())),
    );
    const wrong = asked.flatMap(({ each, query }, index) =>
      complaints(`${each.name} ${query.slice(0, 60)}`, each.route, answers[index]),
    );
    expect(wrong).toEqual([]);
  });

  it('with a parameter twice, ten thousand times, or a query of nothing but signs, is answered at once', async () => {
    const queries = [
      'limit=1&limit=2',
      'q=%',
      'q=%zz',
      '&&&&',
      '====',
      '?',
      'a'.repeat(8000),
      '&'.repeat(8000),
      'a&'.repeat(4000),
      'q=a&'.repeat(2000),
    ];
    const unique = Array.from({ length: 2600 }, (_, index) => index.toString(36)).join('&');
    for (const query of [...queries, unique]) {
      const beganAt = performance.now();
      const answer = await send(request(`GET /api/v1/assets?${query} HTTP/1.1`, headers()));
      expect([query.slice(0, 20), [200, 400].includes(answer?.status ?? 0)]).toEqual([query.slice(0, 20), true]);
      expect(performance.now() - beganAt).toBeLessThan(1000);
    }
  });

  it('names nothing by anything but an id: every id of every route with every value that nobody meant', async () => {
    const asked = calls
      .filter(({ route }) => route.params !== undefined)
      .flatMap((each) => wrongParameters.map((value) => ({ each, path: pathOf(each.route, () => value) })));
    const answers = await askAll(
      daemon.port,
      asked.map(({ each, path }) => request(`${each.route.method} ${path} HTTP/1.1`, headers())),
    );
    const wrong = asked.flatMap(({ each, path }, index) => {
      const found = answers[index]?.status ?? 0;
      const what = `${each.name} ${path.slice(0, 90)}`;
      return [...complaints(what, each.route, answers[index]), ...(found < 400 ? [`${what}: ${found}`] : [])];
    });
    expect(wrong).toEqual([]);
  });

  it('and a header neither', async () => {
    const values = ['', ' ', 'a'.repeat(201), '\u00ff', 'a b', '"', "'; DROP TABLE job; --", '\t', '__proto__'];
    for (const value of values)
      for (const name of [
        'Idempotency-Key',
        'Accept',
        'If-None-Match',
        'If-Range',
        'Range',
        'Accept-Encoding',
        'Cookie',
        'Forwarded',
        'X-Forwarded-For',
        'X-Original-URL',
        'X-Rewrite-URL',
        'X-Middleware-Subrequest',
      ]) {
        const own = [...headers(), `${name}: ${value}`];
        const answers = [
          await send(withBody('POST /api/v1/jobs HTTP/1.1', own, 'application/json', '{}')),
          await send(request('GET /api/v1/queue HTTP/1.1', own)),
          await send(request('GET / HTTP/1.1', own)),
        ];
        expect([name, value, answers.map((answer) => (answer?.status ?? 500) < 500)]).toEqual([
          name,
          value,
          [true, true, true],
        ]);
      }
    // Next.js CVE-2025-29927 and its kind: no header talks the guard out of its work.
    for (const header of [
      'X-Middleware-Subrequest: middleware:middleware:middleware',
      'X-Original-URL: /healthz',
      'X-Rewrite-URL: /healthz',
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-Prefix: /healthz',
    ])
      expect(codeOf(await send(request('GET /api/v1/jobs HTTP/1.1', [daemon.host, header])))).toBe(
        '401 unauthenticated',
      );
  });
});
