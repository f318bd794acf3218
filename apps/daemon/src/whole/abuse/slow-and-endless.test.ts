import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { codeOf } from '../../testing/abuse/careful-answer.ts';
import { stateOf } from '../../testing/abuse/studio-state.ts';
import { type Conversation, chunk, converse, request } from '../../testing/abuse/wire.ts';

let daemon: AttackedDaemon;
beforeAll(async () => {
  daemon = await startAttackedDaemon();
});
afterAll(() => daemon.end());

/** Longer than the daemon is patient, on a busy machine too. */
const patienceMs = 40_000;
/** As fast as leaves the machine to answer others: 6 MB a second at each place. */
const floodEveryMs = 20;
const muchInChunks = chunk('a'.repeat(65_536)).repeat(2);

/** Each sends at a different place what never ends; `{host}` and `{bearer}` are the daemon's own. */
function attacks(): Record<string, () => Promise<Conversation>> {
  const { port, host, bearer } = daemon;
  const json = 'Content-Type: application/json';
  const chunked = 'Transfer-Encoding: chunked';
  const form = 'Content-Type: multipart/form-data; boundary=b';
  const file = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n';
  const flood = (text: string, everyChunk: string) =>
    converse(port, text, { forMs: patienceMs, endless: { chunk: everyChunk, everyMs: floodEveryMs } });
  const drip = (text: string, drop: string) =>
    converse(port, text, { forMs: patienceMs, endless: { chunk: drop, everyMs: 400 } });
  return {
    'nothing at all': () => converse(port, '', { forMs: patienceMs }),
    'headers, drop by drop': () => drip('GET / HTTP/1.1\r\n', 'a: b\r\n'),
    'empty lines': () => drip('', '\r\n'),
    'a body that is refused, drop by drop': () =>
      drip(request('POST /api/v1/jobs HTTP/1.1', [host, json, 'Content-Length: 900000']), 'x'),
    'a body that is refused, without end': () =>
      flood(request('POST /api/v1/jobs HTTP/1.1', [host, json, chunked]), muchInChunks),
    'a body from a foreign host': () =>
      flood(request('POST / HTTP/1.1', ['Host: evil.example', chunked]), muchInChunks),
    'a body where none is read': () => flood(request('GET /healthz HTTP/1.1', [host, chunked]), muchInChunks),
    'a body with a pause': () =>
      drip(request('POST /api/v1/queue/pause HTTP/1.1', ['Host: evil.example', 'Content-Length: 900000']), ''),
    'JSON beyond its limit': () =>
      flood(request('POST /api/v1/jobs HTTP/1.1', [host, bearer, json, chunked]), muchInChunks),
    'a form before its first part': () =>
      flood(request('POST /api/v1/assets HTTP/1.1', [host, bearer, form, chunked]), muchInChunks),
    'the header of a part': () =>
      flood(request('POST /api/v1/assets HTTP/1.1', [host, bearer, form, chunked]) + chunk(`${file}X: `), muchInChunks),
    fields: () =>
      flood(
        request('POST /api/v1/assets HTTP/1.1', [host, bearer, form, chunked]),
        chunk('--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n'),
      ),
    files: () =>
      flood(request('POST /api/v1/assets HTTP/1.1', [host, bearer, form, chunked]), chunk(`${file}\r\nx\r\n`)),
    'the extension of a chunk': () =>
      flood(`${request('POST /api/v1/jobs HTTP/1.1', [host, bearer, json, chunked])}2;`, 'x'.repeat(65_536)),
    trailers: () =>
      flood(`${request('POST /api/v1/jobs HTTP/1.1', [host, bearer, json, chunked])}0\r\n`, 'a: b\r\n'.repeat(1000)),
  };
}

it('whoever sends without end, or slower than a program does, is hung up on; nobody else notices', {
  timeout: 120_000,
}, async () => {
  const before = stateOf(daemon);
  const memoryBefore = daemon.memoryMb();
  const under = Object.entries(attacks()).map(async ([name, attack]) => ({ name, ...(await attack()) }));
  let isOver = false;
  const ended = Promise.all(under).finally(() => (isOver = true));
  const answered: boolean[] = [];
  let mostMemory = 0;
  while (!isOver) {
    answered.push(await daemon.answers());
    mostMemory = Math.max(mostMemory, daemon.memoryMb());
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const all = await ended;
  expect(all.filter(({ closed }) => !closed).map(({ name }) => name)).toEqual([]);
  expect(
    all.flatMap(({ name, answers }) => (answers.length > 1 || (answers[0]?.status ?? 0) >= 500 ? [name] : [])),
  ).toEqual([]);
  const codes = Object.fromEntries(all.map(({ name, answers }) => [name, codeOf(answers[0])]));
  expect(codes).toMatchObject({
    'headers, drop by drop': '400 invalid_request',
    'a body that is refused, without end': '401 unauthenticated',
    'a body from a foreign host': '403 forbidden_host',
    'JSON beyond its limit': '413 body_too_large',
    'a form before its first part': '400 invalid_request',
    fields: '400 invalid_input',
    files: '400 invalid_input',
  });
  expect(answered.filter((answer) => !answer)).toEqual([]);
  expect(mostMemory - memoryBefore).toBeLessThan(300);
  expect(stateOf(daemon)).toBe(before);
  expect(readdirSync(join(daemon.root, 'data', 'uploads')).filter((name) => name.startsWith('upload-'))).toEqual([]);
});
