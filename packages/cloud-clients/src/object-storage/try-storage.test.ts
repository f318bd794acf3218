import type { ObjectStore } from '@videoexpress/studio';
import { ManualClock, MemoryObjectStorage } from '@videoexpress/studio/testing';
import { describe, expect, it } from 'vitest';
import { tryStorage } from './try-storage.ts';

describe('trying a bucket out', () => {
  it('leaves nothing there also when it is called off in the middle', async () => {
    const storage = new MemoryObjectStorage();
    const stop = new AbortController();
    const store: ObjectStore = Object.assign(storage, {
      async getText() {
        stop.abort();
        return { ok: false, error: { code: 'cancelled', detail: 'It was called off.' } } as const;
      },
    });
    expect(await tryStorage(store, new ManualClock(), stop.signal)).toMatchObject({ works: false });
    expect(storage.puts).toHaveLength(1);
    expect([...storage.kept.keys()]).toEqual([]);
  });
});
