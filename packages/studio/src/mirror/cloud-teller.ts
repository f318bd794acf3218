import type { Cloud } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** While nothing changes but numbers, they are told this often at most. */
const numbersEveryMs = 10_000;

export interface TellerDeps {
  readonly status: () => Promise<Cloud>;
  readonly tell: (cloud: Cloud) => Promise<void>;
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Tells of the copy where something of it changed that a person would notice, and never of each row. */
export function createCloudTeller({ status, tell, onChange, clock, log }: TellerDeps) {
  let told: { readonly what: string; readonly numbers: string; readonly state: Cloud['state']; atMs: number } | null =
    null;

  return {
    async roundEnded(): Promise<void> {
      const cloud = await status();
      const what = JSON.stringify({ ...cloud, changesBehind: 0, oldestBehindAt: 0, lastCopiedAt: 0, retryAt: 0 });
      const numbers = JSON.stringify([cloud.changesBehind, cloud.retryAt]);
      const before = told;
      const nowMs = clock.monotonic();
      if (before?.what === what) {
        if (before.numbers === numbers || nowMs - before.atMs < numbersEveryMs) return;
        // A few changes that come and go all the time are no news.
        if (cloud.state === 'up_to_date') return;
      }
      told = { what, numbers, state: cloud.state, atMs: nowMs };
      if (before === null && cloud.state === 'off') return;
      if (before?.state !== cloud.state) say(cloud);
      try {
        await tell(cloud);
      } catch (cause) {
        told = before;
        throw cause;
      }
      if (before?.what !== what) onChange();
    },
  };

  function say(cloud: Cloud): void {
    const { state, detail, changesBehind } = cloud;
    if (state === 'up_to_date') log.info({}, 'Everything is copied to Supabase');
    else if (state === 'copying') log.info({ changesBehind }, 'Copying to Supabase');
    else if (state === 'waiting')
      log.warn({ changesBehind, why: detail }, 'Supabase cannot be reached; it is tried again');
    else if (state !== 'off')
      log.warn({ state, why: detail }, 'Nothing is copied to Supabase until somebody sees to it');
  }
}
