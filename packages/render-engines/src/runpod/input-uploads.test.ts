import type { ObjectStore } from '@videoexpress/studio';
import { ManualClock, MemoryObjectStorage } from '@videoexpress/studio/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { InputUploads } from './input-uploads.ts';

const minute = 60_000;
const file = {
  path: '/nowhere/style.safetensors',
  bytes: 700_000_000,
  sha256: 'a'.repeat(64),
  extension: '.safetensors',
};

describe('an upload that outlasts the submission that began it', () => {
  let clock: ManualClock;
  let uploads: InputUploads;
  beforeEach(() => {
    clock = new ManualClock();
    uploads = new InputUploads(clock);
  });

  /** A bucket whose puts end when they are called off, or when the test says. */
  function bucket() {
    const storage = new MemoryObjectStorage();
    const puts: { readonly signal: AbortSignal; readonly end: () => void }[] = [];
    const store: ObjectStore = Object.assign(storage, {
      putFile: (...[, , { signal, onProgress }]: Parameters<ObjectStore['putFile']>) =>
        new Promise<Awaited<ReturnType<ObjectStore['putFile']>>>((resolve) => {
          onProgress?.(245_000_000, file.bytes);
          const cancelled = { ok: false, error: { code: 'cancelled', detail: 'It was called off.' } } as const;
          signal.addEventListener('abort', () => resolve(cancelled), { once: true });
          puts.push({ signal, end: () => resolve({ ok: true, value: { bytes: file.bytes } }) });
        }),
    });
    return { store, puts };
  }

  /** One that waits for some seconds only. */
  async function briefly(store: ObjectStore) {
    const patience = new AbortController();
    const put = uploads.put(store, 'inputs/style', file, patience.signal);
    await new Promise((resolve) => setImmediate(resolve));
    patience.abort();
    return put;
  }

  it('goes on, says how far it is, and is what the next one waits for', async () => {
    const { store, puts } = bucket();
    expect(await briefly(store)).toMatchObject({
      error: { code: 'under_way', detail: 'an input file of 700 MB is on its way there, 35 % of it so far.' },
    });
    const next = uploads.put(store, 'inputs/style', file, new AbortController().signal);
    puts[0]?.end();
    expect(await next).toMatchObject({ ok: true });
    expect(puts).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends when nobody has asked for it for a quarter of an hour, and not before', async () => {
    const { store, puts } = bucket();
    await briefly(store);
    clock.advance(14 * minute);
    await briefly(store);
    clock.advance(14 * minute);
    expect(puts[0]?.signal.aborted).toBe(false);
    clock.advance(2 * minute);
    expect(puts[0]?.signal.aborted).toBe(true);
  });

  it('is no upload into the bucket that was set up meanwhile', async () => {
    const [old, fresh] = [bucket(), bucket()];
    await briefly(old.store);
    await briefly(fresh.store);
    expect(old.puts[0]?.signal.aborted).toBe(true);
    expect(fresh.puts[0]?.signal.aborted).toBe(false);
    uploads.close();
    expect(fresh.puts[0]?.signal.aborted).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });
});
