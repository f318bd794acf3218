import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { writeArchive } from './write-archive.ts';

const facts = {
  format: 'videoexpress-backup',
  formatVersion: 1,
  appVersion: '0.0.0-test',
  schemaVersion: 4,
  madeAt: '2026-01-01T00:00:00.000Z',
  media: true,
  counts: { jobs: 0, unendedJobs: 0, assets: 0, trashed: 0, projects: 0 },
  secretsNotHeld: [],
} as const;

describe('the stream of a backup', () => {
  it('closes when it is called off while it waits for the disk, so that another can be made', async () => {
    const over = new AbortController();
    const neverOpened = {
      name: 'media/2026-01/fox.mp4',
      sha256: null,
      compress: false,
      open: () => new Promise<null>(() => undefined),
    };
    const stream = writeArchive({
      facts: { ...facts, secretsNotHeld: [] },
      sources: [neverOpened],
      signal: over.signal,
    });
    const client = new PassThrough();
    const first = once(client, 'data');
    const sent = pipeline(stream, client, { signal: over.signal });
    await first;
    // What there is has been taken, and the next piece is waited for.
    client.resume();
    await setImmediate();
    await setImmediate();
    over.abort();
    await expect(sent).rejects.toBeInstanceOf(Error);
  });
});
