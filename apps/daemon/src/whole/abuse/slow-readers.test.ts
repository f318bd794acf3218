import { readdirSync, truncateSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { assetSchema } from '@videoexpress/job-schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { fixture } from '../../testing/abuse/hostile-pictures.ts';
import { request } from '../../testing/abuse/wire.ts';
import { patience } from '../../testing/patience.ts';

let daemon: AttackedDaemon;
beforeAll(async () => {
  daemon = await startAttackedDaemon();
});
afterAll(() => daemon.end());

const most = 128;
/** More than the system takes in for a client that does not read. */
const fileBytes = 64 * 1024 * 1024;

/** A picture in the library whose file grew since. Answers with its content's path. */
async function largeFile(): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([Buffer.from(fixture('plain.png'))]), 'plain.png');
  const headers = { authorization: `Bearer ${daemon.token}` };
  const added = await fetch(`${daemon.url}/api/v1/assets`, { method: 'POST', headers, body: form });
  const { id } = assetSchema.parse(await added.json());
  for (const entry of readdirSync(daemon.root, { recursive: true, withFileTypes: true }))
    if (entry.name.includes(id) && entry.name.endsWith('.png'))
      truncateSync(join(entry.parentPath, entry.name), fileBytes);
  return `/api/v1/assets/${id}/content`;
}

/** Asks, reads the head of the answer and nothing more. */
function askAndStop(target: string): Promise<{ socket: Socket; status: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect(daemon.port, '127.0.0.1', () =>
      socket.write(request(`GET ${target} HTTP/1.1`, [daemon.host, daemon.bearer])),
    );
    socket.once('data', (bytes) => {
      socket.pause();
      resolve({ socket, status: Number(bytes.toString('latin1').split(' ')[1]) });
    });
    socket.on('error', reject);
  });
}

it('of 400 that ask for a film and do not read it 128 are waited for; all others are served, and none is remembered', {
  timeout: 60_000,
}, async () => {
  const target = await largeFile();
  const [descriptors, memory] = [daemon.descriptors(), daemon.memoryMb()];
  const asked = await Promise.all(Array.from({ length: 400 }, () => askAndStop(target)));
  const count = (status: number) => asked.filter((each) => each.status === status).length;
  expect([count(200), count(429)]).toEqual([most, 400 - most]);
  expect(daemon.memoryMb() - memory).toBeLessThan(200);
  expect(await daemon.answers()).toBe(true);
  expect((await daemon.api.call('listAssets', {})).ok).toBe(true);
  for (const { socket } of asked) socket.destroy();
  await expect.poll(() => daemon.descriptors(), patience).toBeLessThanOrEqual(descriptors + 2);
  const again = await askAndStop(target);
  expect(again.status).toBe(200);
  again.socket.destroy();
});

it('many that ask for it on one connection, one behind the other, take no more places than that', async () => {
  const target = await largeFile();
  const descriptors = daemon.descriptors();
  const socket = connect(daemon.port, '127.0.0.1');
  socket.pause();
  socket.on('error', () => {});
  socket.write(request(`GET ${target} HTTP/1.1`, [daemon.host, daemon.bearer]).repeat(300));
  await expect.poll(() => daemon.descriptors(), patience).toBeGreaterThanOrEqual(descriptors + 1);
  expect(await daemon.answers()).toBe(true);
  expect(daemon.descriptors() - descriptors).toBeLessThanOrEqual(most + 5);
  socket.destroy();
  await expect.poll(() => daemon.descriptors(), patience).toBeLessThanOrEqual(descriptors + 2);
});
