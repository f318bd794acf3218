import { describe, expect, it } from 'vitest';
import type { Log } from '../log.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryObjectStorage } from '../testing/memory-object-storage.ts';
import { createLeftoverObjects } from './leftover-objects.ts';

const silent = (): void => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

describe('the removal of objects of what is gone', () => {
  it('takes those along that were listed while it looked for the last time', async () => {
    const storage = new MemoryObjectStorage();
    const listed = new Set(['renders/1.mp4']);
    for (const key of ['renders/1.mp4', 'renders/2.mp4']) storage.place(key, 'a clip');
    let onLook: () => void = silent;
    const leftovers = createLeftoverObjects({
      assets: {
        async leftoverObjects() {
          const keys = [...listed];
          onLook();
          return keys;
        },
        async forgetLeftoverObjects(keys) {
          for (const key of keys) listed.delete(key);
        },
      },
      objects: storage,
      clock: new ManualClock(),
      log,
      stop: new AbortController().signal,
    });
    onLook = () => {
      if (listed.size > 0) return;
      onLook = silent;
      listed.add('renders/2.mp4');
      void leftovers.remove();
    };
    await leftovers.remove();
    await leftovers.settled();
    expect([...storage.kept.keys()]).toEqual([]);
    expect(listed.size).toBe(0);
  });
});
