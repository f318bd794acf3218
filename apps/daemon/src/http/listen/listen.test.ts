import type { RequestListener } from 'node:http';
import { connect, createServer, type Server } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openSocket, rawRequest, requestText } from '../../testing/raw-http.ts';
import { listenOnLoopback, type ListenTimeouts, type Loopback } from './listen-on-loopback.ts';

async function listening(timeouts: Partial<ListenTimeouts> = {}): Promise<Loopback> {
  const bound = await listenOnLoopback({ port: 0, timeouts });
  if (!bound.ok) throw new Error(bound.error.code);
  return bound.value;
}

/** Another program that holds a port. */
function squatter(host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen({ host, port, ipv6Only: true }, () => resolve(server));
  });
}

const closed = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
const hello: RequestListener = (_, response) => response.end('hello');
const get = requestText('GET / HTTP/1.1', ['host: x', 'connection: close']);
const portOf = (server: Server) => Number(Object(server.address()).port);

describe('listening on loopback', () => {
  it('answers on both addresses of one port, and on no other address', async () => {
    const loopback = await listening();
    loopback.serve(hello);
    expect(loopback.ipv6).toBe(true);
    const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => rawRequest(loopback.port, get, host)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    await expect(rawRequest(loopback.port, get, '127.0.0.2')).rejects.toThrow('ECONNREFUSED');
    await loopback.close();
  });

  it('listens on a further address where it was asked to, and on nothing where that cannot be had', async () => {
    // Loopback itself stands in for an address that something else already holds.
    const taken = await listenOnLoopback({ port: 0, alsoOn: ['127.0.0.1'] });
    expect(taken).toMatchObject({ ok: false, error: { code: 'port_taken', family: 'IPv4' } });
    const unknown = await listenOnLoopback({ port: 0, alsoOn: ['203.0.113.9'] });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'no_loopback' } });
  });

  it.runIf(process.platform === 'linux')('answers on that further address', async () => {
    const bound = await listenOnLoopback({ port: 0, alsoOn: ['127.0.0.2'] });
    if (!bound.ok) throw new Error(bound.error.code);
    bound.value.serve(hello);
    expect((await rawRequest(bound.value.port, get, '127.0.0.2')).status).toBe(200);
    await bound.value.close();
    await expect(rawRequest(bound.value.port, get, '127.0.0.2')).rejects.toThrow('ECONNREFUSED');
  });

  it.each([
    ['IPv4', '127.0.0.1'],
    ['IPv6', '::1'],
  ] as const)('says so when another program holds the port on %s', async (family, host) => {
    const other = await squatter(host, 0);
    const port = portOf(other);
    expect(await listenOnLoopback({ port })).toEqual({ ok: false, error: { code: 'port_taken', family, port } });
    // What was bound meanwhile is let go of.
    await closed(other);
    const again = await listenOnLoopback({ port });
    expect(again.ok).toBe(true);
    if (again.ok) await again.value.close();
  });

  it('lets requests that come early wait until there is somebody to answer', async () => {
    const loopback = await listening();
    const early = rawRequest(loopback.port, get);
    await openSocket(loopback.port).then((socket) => socket.destroy());
    loopback.serve(hello);
    expect((await early).body).toContain('hello');
    await loopback.close();
  });

  it('closes while idle connections stand open, and lets a running answer finish', async () => {
    const loopback = await listening({ closeGraceMs: 5000 });
    const started = Promise.withResolvers<() => void>();
    loopback.serve((request, response) => {
      if (request.url === '/slow') started.resolve(() => response.end('done'));
      else response.end();
    });
    const idle = await openSocket(loopback.port);
    idle.write(requestText('GET / HTTP/1.1', ['host: x']));
    await new Promise((resolve) => idle.once('data', resolve));
    const slow = await openSocket(loopback.port);
    slow.write(requestText('GET /slow HTTP/1.1', ['host: x']));
    const finish = await started.promise;
    const startedAt = performance.now();
    const closing = loopback.close();
    finish();
    const answer = await new Promise<Buffer>((resolve) => slow.once('data', resolve));
    expect(answer.toString()).toMatch(/done$/);
    await closing;
    expect(performance.now() - startedAt).toBeLessThan(3000);
    await expect(rawRequest(loopback.port, get)).rejects.toThrow('ECONNREFUSED');
  });

  it('cuts off what is not done after the grace', async () => {
    const loopback = await listening({ closeGraceMs: 50 });
    loopback.serve(() => {});
    const socket = await openSocket(loopback.port);
    socket.write(get);
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    socket.resume();
    const startedAt = performance.now();
    await loopback.close();
    await gone;
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it.each([
    ['its headers', 'GET / HTTP/1.1\r\nhost: x\r\n'],
    ['its body', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc'],
  ])('cuts off a client that is slow with %s', async (_, text) => {
    const loopback = await listening({ headersMs: 100, requestMs: 150, checkEveryMs: 25 });
    loopback.serve(() => {});
    const socket = connect(loopback.port, '127.0.0.1');
    socket.write(text);
    const received: Buffer[] = [];
    socket.on('data', (chunk) => received.push(chunk));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(Buffer.concat(received).toString()).toMatch(/^HTTP\/1\.1 400 /);
    await loopback.close();
  });
});
