import type { Job, JobId, Result } from '@videoexpress/job-schema';
import type { RenderEngine } from '../engines/render-engine.ts';
import type { AssetStore } from '../library/asset-store.ts';
import type { Refusal } from '../refusal.ts';
import { createPublications } from './create-publications.ts';
import { createPublicationsKeeper } from './publications-keeper.ts';
import type { Publications } from './publications.ts';
import type { PublishDeps } from './publish-deps.ts';
import { createPublishingEngine } from './publishing-engine.ts';
import type { PublishingSite } from './publishing-site.ts';

/** Everything that publishing is made of, from the sites on. */
export function createPublishing(
  deps: PublishDeps & {
    readonly sites: readonly PublishingSite[];
    readonly assets: Pick<AssetStore, 'get'>;
    readonly bootId: string;
    readonly timeZone: () => string;
    readonly stop: AbortSignal;
    readonly onFailure: (cause: unknown) => void;
  },
) {
  const { assets, stop, onFailure } = deps;
  const sites = new Map(deps.sites.map((site) => [site.service, site]));
  let keeper: ReturnType<typeof createPublicationsKeeper> | null = null;

  return {
    /** The sites as the queue sees them. */
    engines: deps.sites.map((site): RenderEngine => createPublishingEngine(site, deps)),

    /** To be made when there is a queue, which needs the engines first. */
    open(queue: {
      readonly wakeQueue: () => void;
      readonly publishTimes: () => readonly string[];
      readonly getJob: (id: JobId) => Promise<Job | null>;
      readonly cancelJob: (id: JobId) => Promise<Result<Job, Refusal>>;
      /** Tells the queue of requests that the database could not take. */
      readonly noting: <T>(request: () => Promise<T>) => Promise<T>;
    }): Publications {
      keeper = createPublicationsKeeper({ ...deps, sites, stop, onFailure, wakeQueue: queue.wakeQueue });
      const clipName = async (id: Parameters<AssetStore['get']>[0]) => {
        const asset = await assets.get(id);
        return asset === null || asset.deletedAt !== undefined || asset.type !== 'video' ? null : asset.name;
      };
      const { noting } = queue;
      const made = createPublications({ ...deps, ...queue, sites, clipName });
      return {
        ...made,
        create: (...asked) => noting(() => made.create(...asked)),
        patch: (...asked) => noting(() => made.patch(...asked)),
        send: (...asked) => noting(() => made.send(...asked)),
        remove: (...asked) => noting(() => made.remove(...asked)),
        retryPost: (...asked) => noting(() => made.retryPost(...asked)),
        cancelPost: (...asked) => noting(() => made.cancelPost(...asked)),
        reschedulePost: (...asked) => noting(() => made.reschedulePost(...asked)),
      };
    },

    /** A login was renewed: what waited for it goes on. */
    wake: () => keeper?.wake(),
    stop: async () => keeper?.stop(),
  };
}
