import type { EngineTest, ObjectPlace, ServiceHealth } from '@videoexpress/job-schema';
import type { Clock, ObjectStorage, SecretReader } from '@videoexpress/studio';
import type { BucketStore } from './bucket-store.ts';
import { type BucketSetup, readSetup, type Setup } from './setup.ts';
import { healthy, notSetUp, setUpWrong, unhealthy } from './storage-health.ts';

export interface ObjectStorageDeps {
  readonly secrets: SecretReader;
  /** What the environment sets of it; that wins. */
  readonly outside: Partial<ObjectPlace>;
  readonly clock: Clock;
}

/** Listing costs a little at R2, and whoever looks after health asks at every turn of the queue. */
const believedForMs = { well: 5 * 60_000, ill: 10_000 } as const;

interface Look {
  /** What it was set up as. */
  readonly of: string;
  readonly health: ServiceHealth;
  readonly atMs: number;
}

/**
 * Object storage by Settings, environment and secrets, read anew at each use. The S3 client is loaded with the first bucket
 * that is set up, and one client serves until something of it changes.
 */
export function createObjectStorage({ secrets, outside, clock }: ObjectStorageDeps): ObjectStorage {
  let place: ObjectPlace = { bucket: '', endpoint: '', publicBaseUrl: '' };
  let inUse: { readonly of: string; readonly store: Promise<BucketStore> } | null = null;
  let lastLook: Look | null = null;

  async function setUp(): Promise<Setup> {
    const keys = {
      accessKeyId: await secrets.read('AWS_ACCESS_KEY_ID'),
      secretAccessKey: await secrets.read('AWS_SECRET_ACCESS_KEY'),
    };
    return readSetup({ ...place, ...outside }, keys);
  }

  function storeOf(setup: BucketSetup): Promise<BucketStore> {
    const of = JSON.stringify(setup);
    if (inUse?.of !== of) inUse = { of, store: load(setup) };
    return inUse.store;
  }

  async function load(setup: BucketSetup): Promise<BucketStore> {
    const { createBucketStore } = await import('./bucket-store.ts');
    return createBucketStore(setup, clock);
  }

  async function look(setup: BucketSetup, signal: AbortSignal): Promise<ServiceHealth> {
    const store = await storeOf(setup);
    const startedMs = clock.monotonic();
    const listed = await store.list(signal);
    if (!listed.ok) return unhealthy(listed.error);
    return healthy(setup.bucket, Math.round(clock.monotonic() - startedMs), listed.value.clockOffMs);
  }

  return {
    configure(wished) {
      place = wished;
    },

    async current() {
      const now = await setUp();
      return now.state === 'set' ? storeOf(now.setup) : null;
    },

    async health(signal) {
      const now = await setUp();
      if (now.state === 'not_set') return notSetUp(now.missing, now.isBegun);
      if (now.state === 'wrong') return setUpWrong(now.detail);
      const of = JSON.stringify(now.setup);
      if (lastLook?.of === of) {
        const keepMs = lastLook.health.status === 'ok' ? believedForMs.well : believedForMs.ill;
        if (clock.monotonic() - lastLook.atMs < keepMs) return lastLook.health;
      }
      const health = await look(now.setup, signal);
      lastLook = { of, health, atMs: clock.monotonic() };
      return health;
    },

    async test(signal): Promise<EngineTest> {
      const now = await setUp();
      if (now.state !== 'set') {
        const { detail, fix } = now.state === 'wrong' ? setUpWrong(now.detail) : notSetUp(now.missing, true);
        return { works: false, seconds: 0, detail, fix };
      }
      // What was believed may be what somebody just put right.
      lastLook = null;
      const { tryStorage } = await import('./try-storage.ts');
      return tryStorage(await storeOf(now.setup), clock, signal);
    },
  };
}
