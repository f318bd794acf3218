import { type JobId, newJobId } from '@videoexpress/job-schema';
import { expect, it } from 'vitest';
import { ManualClock } from '../testing/index.ts';
import { createPublicationsKeeper } from './publications-keeper.ts';
import type { PublicationStore } from './publication-store.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

it('lets a post that waits for a login go on once by itself, and again only after a login', async () => {
  const clock = new ManualClock();
  const job = newJobId();
  const resumed: JobId[] = [];
  // A login that is good by all that is known here, and that its service refuses: the post waits again each time.
  const store: Pick<PublicationStore, 'resumeAfterLogin' | 'dueAtService' | 'post' | 'note'> = {
    resumeAfterLogin: async (_nowMs, except) => {
      const now = except.includes(job) ? [] : [job];
      resumed.push(...now);
      return now;
    },
    dueAtService: async () => [],
    post: async () => null,
    note: async () => null,
  };
  const keeper = createPublicationsKeeper({
    store,
    clock,
    log: silent,
    audit: { note: async () => {} },
    redact: (text) => text,
    sites: new Map(),
    wakeQueue: () => {},
    stop: new AbortController().signal,
    onFailure: (cause) => {
      throw cause;
    },
  });
  keeper.wake();
  await turn();
  for (let minute = 0; minute < 60; minute += 1) {
    clock.advance(60_000);
    await turn();
  }
  expect(resumed).toHaveLength(1);
  keeper.wake();
  await turn();
  expect(resumed).toHaveLength(2);
  await keeper.stop();
});
