import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { carelessness, codeOf } from '../../testing/abuse/careful-answer.ts';
import { type Conversation, converse, request } from '../../testing/abuse/wire.ts';
import { patience } from '../../testing/patience.ts';

let daemon: AttackedDaemon;
beforeAll(async () => {
  daemon = await startAttackedDaemon();
});
afterAll(() => daemon.end());

const most = 32;

function openStream(headers: readonly string[] = [], query = ''): Promise<{ socket: Socket; head: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(daemon.port, '127.0.0.1', () =>
      socket.write(request(`GET /api/v1/events${query} HTTP/1.1`, [daemon.host, daemon.bearer, ...headers])),
    );
    let head = '';
    socket.on('data', (bytes) => {
      head += bytes.toString('latin1');
      if (head.includes('\r\n\r\n')) resolve({ socket, head });
    });
    socket.on('error', reject);
  });
}

const statusOf = (head: string) => Number(head.split(' ')[1]);

it('of 500 event streams at once 32 are open, the others are told to come again; then all is as before', async () => {
  const [descriptors, memory] = [daemon.descriptors(), daemon.memoryMb()];
  const opened = await Promise.all(Array.from({ length: 500 }, () => openStream()));
  const open = opened.filter(({ head }) => statusOf(head) === 200);
  const refused = opened.filter(({ head }) => statusOf(head) === 503);
  expect([open.length, refused.length]).toEqual([most, 500 - most]);
  expect(refused.every(({ head }) => /\r\nretry-after: \d+\r\n/i.test(head))).toBe(true);
  expect(await daemon.answers()).toBe(true);
  // Those that are open hear what happens.
  const heard = open.map(({ socket }) => new Promise((resolve) => socket.once('data', resolve)));
  await daemon.api.call('pauseQueue', {});
  await Promise.all(heard);
  for (const { socket } of opened) socket.destroy();
  await expect.poll(() => daemon.descriptors(), patience).toBeLessThanOrEqual(descriptors + 2);
  expect(daemon.memoryMb() - memory).toBeLessThan(100);
  const again = await openStream();
  expect(statusOf(again.head)).toBe(200);
  again.socket.destroy();
});

it('a place that was left is free again, however it was left', async () => {
  for (let round = 0; round < 3; round += 1) {
    await expect
      .poll(async () => {
        const opened = await Promise.all(Array.from({ length: most }, () => openStream()));
        const open = opened.filter(({ head }) => statusOf(head) === 200).length;
        for (const [index, { socket }] of opened.entries()) {
          if (index % 3 === 0) socket.resetAndDestroy();
          else if (index % 3 === 1) socket.end();
          else socket.destroy();
        }
        return open;
      }, patience)
      .toBe(most);
  }
});

it('a place to begin at that is none is refused, and one of the far past or future does no harm', async () => {
  const ask = (headers: readonly string[], query = ''): Promise<Conversation> =>
    converse(daemon.port, request(`GET /api/v1/events${query} HTTP/1.1`, [daemon.host, daemon.bearer, ...headers]), {
      answers: 1,
      forMs: 400,
    });
  const garbage = [
    '-1',
    '1.5',
    '1e3',
    'NaN',
    'Infinity',
    '0x10',
    '1;2',
    '9'.repeat(400),
    "1' OR 1=1",
    '\u00e9',
    '1, 2',
    '{}',
  ];
  for (const id of garbage) {
    const { answers } = await ask([`Last-Event-ID: ${id}`]);
    expect([id, codeOf(answers[0])]).toEqual([id, '400 invalid_input']);
    expect(answers.flatMap(carelessness)).toEqual([]);
  }
  for (const after of ['-1', '1.5', 'NaN', 'Infinity', '1e400', '9'.repeat(400), '%00', '1&after=2', '[]'])
    expect([after, codeOf((await ask([], `?after=${after}`)).answers[0])]).toEqual([
      after,
      expect.stringMatching(/^400/),
    ]);
  for (const query of ['?after=0', '?after=999999999999999', `?after=${Number.MAX_SAFE_INTEGER}`])
    expect([query, (await ask([], query)).text.slice(0, 15)]).toEqual([query, 'HTTP/1.1 200 OK']);
  expect(await daemon.answers()).toBe(true);
});

it('one that does not read is let go instead of being remembered for ever; one that reads misses nothing', {
  timeout: 120_000,
}, async () => {
  await daemon.api.call('pauseQueue', {});
  const [deaf, listener] = await Promise.all([openStream(), openStream()]);
  deaf.socket.pause();
  let heard = 0;
  let unread = '';
  listener.socket.on('data', (bytes) => {
    const blocks = (unread + bytes.toString('latin1')).split('event: job\n');
    heard += blocks.length - 1;
    unread = blocks.at(-1)?.slice(-20) ?? '';
  });
  const memory = daemon.memoryMb();
  // 16 MB in all: what the system itself takes in for one that does not read is less than that.
  const input = { prompt: '\u{1f98a}'.repeat(2000), num_frames: 24 };
  const jobs = Array.from({ length: 100 }, () => ({ kind: 'text_to_video' as const, input }));
  const batches = 20;
  for (let batch = 0; batch < batches; batch += 1) {
    const made = await daemon.api.call('createJobs', { body: { jobs } });
    expect(made.ok).toBe(true);
  }
  await expect.poll(() => heard, { timeout: 60_000 }).toBe(batches * jobs.length);
  expect(daemon.memoryMb() - memory).toBeLessThan(200);
  const gone = new Promise((resolve) => deaf.socket.once('close', resolve));
  deaf.socket.resume();
  await gone;
  listener.socket.destroy();
});
