import { type Queue, streamEventPayloads } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, problemOf, startHttpTestApp, testToken } from '../../testing/http-test-app.ts';
import { patience } from '../../testing/patience.ts';
import { openSocket, requestText } from '../../testing/raw-http.ts';
import { SseClient } from '../../testing/sse-client.ts';

const fox = { kind: 'text_to_video', input: { prompt: 'A red fox\nin "snow" ❄' } } as const;

describe('the event stream', () => {
  let app: HttpTestApp;
  const clients: SseClient[] = [];
  beforeEach(async () => {
    app = await startHttpTestApp();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await app.close();
  });

  async function open(query = '', headers: Record<string, string> = {}): Promise<SseClient> {
    const client = await SseClient.open((init) => app.fetch(`/api/v1/events${query}`, { ...init, headers }));
    clients.push(client);
    return client;
  }

  /** Commits an event that is told apart by its number. */
  function commitQueue(...queued: number[]): void {
    app.studio.events.commit(...queued.map((count) => ({ topic: 'queue', payload: queueOf(count) }) as const));
  }

  const idsOf = (blocks: readonly { id: string | null }[]) => blocks.map((block) => Number(block.id));

  it('begins now, says how to come back, and carries whole objects', async () => {
    app.studio.addJob(fox);
    const client = await open();
    expect(client.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(client.response.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(await client.next()).toMatchObject({ retry: '1000', id: '1', event: null, data: null });
    const job = app.studio.addJob(fox);
    const block = await client.next();
    expect(block).toMatchObject({ event: 'job', id: '2' });
    expect(streamEventPayloads.job.parse(JSON.parse(block?.data ?? ''))).toEqual(job);
  });

  it('replays what was missed after Last-Event-ID, in order, and goes on', async () => {
    commitQueue(1, 2, 3, 4);
    const client = await open('', { 'last-event-id': '2' });
    expect(idsOf(await client.take(3))).toEqual([2, 3, 4]);
    commitQueue(5);
    expect(idsOf(await client.take(1))).toEqual([5]);
  });

  it('begins after ?after, and Last-Event-ID wins over it', async () => {
    commitQueue(1, 2, 3);
    expect(idsOf(await (await open('?after=0')).take(4))).toEqual([0, 1, 2, 3]);
    expect(idsOf(await (await open('?after=0', { 'last-event-id': '2' })).take(2))).toEqual([2, 3]);
    expect(idsOf(await (await open('?after=1', { 'last-event-id': '' })).take(3))).toEqual([1, 2, 3]);
  });

  it('replays thousands page by page, with none lost or doubled while new ones come', async () => {
    const total = 2600;
    commitQueue(...Array.from({ length: 2400 }, (_, index) => index));
    const client = await open('?after=0');
    const received = client.take(total + 1);
    for (let count = 2400; count < total; count += 1) {
      commitQueue(count);
      if (count % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(idsOf(await received)).toEqual(Array.from({ length: total + 1 }, (_, index) => index));
  });

  it.each([
    ['gone', '?after=1'],
    ['never there', '?after=99'],
  ])('says reset when what was missed is %s, and goes on from now', async (_, query) => {
    commitQueue(1, 2, 3, 4);
    app.studio.events.prune(2);
    const client = await open(query);
    const [, reset] = await client.take(2);
    expect(reset).toMatchObject({ event: 'reset', data: '{}', id: '4' });
    commitQueue(5);
    expect(idsOf(await client.take(1))).toEqual([5]);
  });

  it.each([
    ['Last-Event-ID', '', { 'last-event-id': 'last tuesday' }],
    ['after', '?after=-1', {}],
    ['after', '?after=x', {}],
  ])('refuses a %s that is none', async (path, query, headers) => {
    const problem = await problemOf(await app.fetch(`/api/v1/events${query}`, { headers }));
    expect(problem.errors?.map((error) => error.path)).toEqual([path]);
  });

  it('reads the log once for all who listen', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => open()));
    await Promise.all(all.map((client) => client.take(1)));
    const before = app.studio.events.readsAfter;
    commitQueue(1);
    expect((await Promise.all(all.map((client) => client.take(1)))).flatMap(idsOf)).toEqual(all.map(() => 1));
    expect(app.studio.events.readsAfter - before).toBeLessThanOrEqual(2);
  });

  it('beats every 15 seconds', async () => {
    const client = await open();
    await client.take(1);
    app.clock.advance(15_000);
    expect(await client.next()).toMatchObject({ comment: 'still here', data: null });
    app.clock.advance(15_000);
    expect(await client.next()).toMatchObject({ comment: 'still here' });
    client.close();
    await expect.poll(() => app.clock.pendingTimers, patience).toBe(0);
  });

  it('opens 32 and no more, and takes another when one leaves', async () => {
    const all = await Promise.all(Array.from({ length: 32 }, () => open()));
    const refused = await app.fetch('/api/v1/events');
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await outcomeOf(refused)).toBe('503 too_many_streams');
    all[0]?.close();
    await expect
      .poll(async () => {
        const client = await open();
        return client.response.status;
      }, patience)
      .toBe(200);
  });

  it('lets go of a client that does not read, and nobody else', async () => {
    const reading = await open();
    await reading.take(1);
    const socket = await openSocket(app.port);
    const headers = [`host: localhost:${app.port}`, `authorization: Bearer ${testToken}`];
    socket.write(requestText('GET /api/v1/events HTTP/1.1', headers));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const ended = new Promise((resolve) => socket.once('close', resolve));
    const wide: Queue = { ...queueOf(0), holds: [{ reason: 'disk_full', userMessage: 'x'.repeat(400_000) }] };
    for (let count = 1; count <= 60; count += 1) {
      app.studio.events.commit({ topic: 'queue', payload: wide });
      expect(idsOf(await reading.take(1))).toEqual([count]);
    }
    socket.resume();
    socket.on('error', () => {});
    await ended;
  });

  it('replays far more than a client may let pile up, at the client’s pace', async () => {
    const wide: Queue = { ...queueOf(0), holds: [{ reason: 'disk_full', userMessage: 'x'.repeat(200_000) }] };
    for (let count = 0; count < 40; count += 1) app.studio.events.commit({ topic: 'queue', payload: wide });
    const client = await open('?after=0');
    expect(idsOf(await client.take(41)).at(-1)).toBe(40);
  });

  it('a session’s streams end when it logs out, and others stay', async () => {
    const cookie = await app.logIn();
    const session = await SseClient.open((init) => app.fetchOpen('/api/v1/events', { ...init, headers: { cookie } }));
    const other = await open();
    await Promise.all([session.take(1), other.take(1)]);
    await app.fetchOpen('/api/v1/logout', { method: 'POST', headers: { cookie, 'x-videoexpress': '1' } });
    expect(await session.next()).toMatchObject({ comment: 'logged out' });
    expect(await session.next()).toBeNull();
    commitQueue(1);
    expect(idsOf(await other.take(1))).toEqual([1]);
  });

  it('ends with a last word when the daemon stops, and opens none any more', async () => {
    const client = await open();
    await client.take(1);
    app.app.closeStreams();
    expect(await client.next()).toMatchObject({ comment: 'the daemon is stopping' });
    expect(await client.next()).toBeNull();
    expect(await outcomeOf(await app.fetch('/api/v1/events'))).toBe('503 shutting_down');
    expect(app.studio.events.listeners).toBe(0);
  });

  it('opens nothing for HEAD', async () => {
    const answer = await app.fetch('/api/v1/events', { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  });

  it('goes on after the log could not be read for a while', async () => {
    const client = await open();
    await client.take(1);
    app.studio.events.failNextRead = new Error('busy');
    commitQueue(1);
    await expect.poll(() => app.log.lines.filter((line) => line.level === 'warn').length, patience).toBe(1);
    app.clock.advance(1000);
    expect(idsOf(await client.take(1))).toEqual([1]);
  });
});

function queueOf(queued: number): Queue {
  const none = {
    queued: 0,
    dispatching: 0,
    submitted: 0,
    running: 0,
    collecting: 0,
    succeeded: 0,
    failed: 0,
    cancelled: 0,
  };
  return { paused: false, holds: [], enginePauses: [], solo: false, counts: { ...none, queued } };
}
