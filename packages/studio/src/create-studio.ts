import { err, jobIdSchema, ok, type Queue, type Result } from '@videoexpress/job-schema';
import type { Clock } from './clock.ts';
import { EngineRegistry } from './engines/engine-registry.ts';
import { createHealthWatch } from './engines/health-watch.ts';
import type { RenderEngine } from './engines/render-engine.ts';
import { createEngineTrials } from './engines/try-engine.ts';
import { createHousekeeping } from './housekeeping.ts';
import { withTimeLimits } from './engines/with-time-limits.ts';
import { Background } from './jobs/background.ts';
import { createCloser } from './jobs/closer.ts';
import { createCollector } from './jobs/collector.ts';
import { createDispatcher } from './jobs/dispatcher.ts';
import { forgetOldJobs } from './jobs/forget-old-jobs.ts';
import { createGiver } from './jobs/giver.ts';
import { Holds } from './jobs/holds.ts';
import { createJobRequests } from './jobs/job-requests.ts';
import { createJobSteering } from './jobs/job-steering.ts';
import type { JobsContext } from './jobs/jobs-context.ts';
import type { JobStore } from './jobs/job-store.ts';
import { settleCrash } from './jobs/outcome.ts';
import { observeStates } from './jobs/observe-states.ts';
import { createPoller } from './jobs/poller.ts';
import { createQueueAnnouncer } from './jobs/queue-announcer.ts';
import type { QueueStore } from './jobs/queue-store.ts';
import { rescueOrphans } from './jobs/rescue.ts';
import { Slots } from './jobs/slots.ts';
import { createUntilStored, faultOf } from './jobs/until-stored.ts';
import type { AssetStore } from './library/asset-store.ts';
import type { ClipFiles } from './library/clip-files.ts';
import { createLibrary } from './library/create-library.ts';
import { createProjects } from './library/create-projects.ts';
import { createImportImage } from './library/import-image.ts';
import type { MediaTools } from './library/media-tools.ts';
import type { ProjectStore } from './library/project-store.ts';
import { createTrashKeeper } from './library/trash-keeper.ts';
import type { Log } from './log.ts';
import { databaseHealth, queueHealth } from './own-health.ts';
import { createSettings } from './settings/create-settings.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import { StoreUnavailable } from './store-unavailable.ts';
import type { Page } from './page.ts';
import type { EventLog, Studio } from './studio.ts';
import type { Refusal } from './refusal.ts';

const keepEventsMs = 7 * 24 * 60 * 60_000;

export interface StudioDeps {
  readonly jobs: JobStore;
  readonly assets: AssetStore;
  readonly projects: ProjectStore;
  readonly queue: QueueStore;
  readonly events: EventLog;
  readonly settings: SettingsStore;
  readonly engines: readonly RenderEngine[];
  readonly files: ClipFiles;
  readonly media: MediaTools;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this run of the daemon. */
  readonly bootId: string;
  readonly appVersion: string;
  /** Run only jobs taken in by this run, until someone resumes the queue. */
  readonly solo: boolean;
}

/** The studio: the rules put together over what the daemon hands in. */
export function createStudio(deps: StudioDeps): Studio {
  const { clock, log } = deps;
  const stopping = new AbortController();
  const engines = new EngineRegistry(deps.engines.map((engine) => withTimeLimits(engine, clock)));
  const store = observeStates(deps.jobs, { onState: () => {}, onCounts: () => announcer.note() });
  const slots = new Slots(engines);
  let solo = deps.solo;

  const announcer = createQueueAnnouncer({
    clock,
    read: readQueue,
    write: (queue) => deps.queue.appendEvent({ topic: 'queue', payload: queue }, clock.now()),
    onFailure: noteUnwritten,
  });
  const holds = new Holds(() => {
    if (stopping.signal.aborted) return;
    announceQueue().catch(noteUnwritten);
    giver.wake();
  });
  const untilStored = createUntilStored({ clock, log, holds, stop: stopping.signal });
  const background = new Background({
    log,
    onCrash: async (work, detail) => {
      poller.unwatch(work.record.job.id);
      const now = await untilStored(() => store.work(work.record.job.id));
      if (now !== null) await settleCrash(context, now, detail);
    },
    onDone: () => {
      closer.wake();
      giver.wake();
    },
  });
  const context: JobsContext = {
    store,
    engines,
    files: deps.files,
    media: deps.media,
    clock,
    log,
    bootId: deps.bootId,
    appVersion: deps.appVersion,
    holds,
    slots,
    untilStored,
    stop: stopping.signal,
    wake: { queue: () => giver.wake(), closer: () => closer.wake() },
    watch: (work) => poller.watch(work),
    collect: (work, cancelled) => collect(work, cancelled),
    background,
  };
  const collect = createCollector(context, deps.assets);
  const poller = createPoller(context);
  const closer = createCloser(context, deps.assets);
  const dispatcher = createDispatcher(context, deps.assets);
  const giver = createGiver(context, deps.queue, dispatcher, () => solo);
  const requests = createJobRequests({
    store,
    assets: deps.assets,
    projects: deps.projects,
    engines,
    clock,
    bootId: deps.bootId,
    wakeQueue: () => giver.wake(),
    wakeCloser: () => closer.wake(),
  });
  const steering = createJobSteering({
    store,
    clock,
    wakeQueue: () => giver.wake(),
    wakeCloser: () => closer.wake(),
    letGo: (id) => {
      poller.unwatch(id);
      background.abort(id);
    },
  });
  const settings = createSettings({ store: deps.settings, engines, clock, log, onChange: () => giver.wake() });
  const tryOut = createEngineTrials(clock, stopping.signal);
  const importImage = createImportImage({ assets: deps.assets, files: deps.files, media: deps.media, clock });
  const trashDays = () => settings.current().trashDays;
  const trash = createTrashKeeper({ ...deps, trashDays, stop: stopping.signal });
  const library = createLibrary({ ...deps, trash });
  const healthWatch = createHealthWatch({
    checks: [
      { id: 'queue', label: 'Queue', ask: async () => queueHealth(holds) },
      { id: 'database', label: 'Database', ask: () => databaseHealth(deps.queue, clock) },
      ...engines.all.map((engine) => ({
        id: engine.description.id,
        label: engine.description.label,
        ask: (signal: AbortSignal) => engine.health(signal),
      })),
    ],
    clock,
    log,
    onChange: (health) => deps.queue.appendEvent({ topic: 'health', payload: health }, clock.now()),
    stop: stopping.signal,
  });
  const housekeeping = createHousekeeping({
    clock,
    chores: [() => deps.queue.prune(clock.now() - keepEventsMs), forgetJobs, () => trash.lookThrough()],
    onFailure: noteUnwritten,
  });

  async function readQueue(): Promise<Queue> {
    const paused = await deps.queue.isPaused();
    const byPerson = { reason: 'paused_by_person', userMessage: 'The queue is paused. What runs goes on.' } as const;
    return { paused, holds: [...(paused ? [byPerson] : []), ...holds.list()], solo, counts: await store.counts() };
  }

  async function announceQueue(): Promise<Queue> {
    const queue = await announcer.now();
    healthWatch.refresh();
    return queue;
  }

  function noteUnwritten(cause: unknown): void {
    const level = cause instanceof StoreUnavailable ? 'warn' : 'error';
    log[level]({ err: cause }, 'The state of the queue could not be written down');
  }

  /** A request that the database cannot take at this moment is refused at once, and the queue knows it too. */
  async function noting<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (cause) {
      if (cause instanceof StoreUnavailable) holds.put(faultOf(cause));
      throw cause;
    }
  }

  async function setPaused(paused: boolean): Promise<Queue> {
    await deps.queue.setPaused(paused);
    if (!paused) solo = false;
    const queue = await announceQueue();
    giver.wake();
    return queue;
  }

  async function forgetJobs(): Promise<void> {
    const keepDays = () => settings.current().historyDays;
    const removed = await forgetOldJobs({ store, clock, keepDays, stop: stopping.signal });
    if (removed > 0) log.info({ removed }, 'Old jobs were forgotten; their clips stay');
  }

  return {
    jobs: {
      create: (request, key) => noting(() => requests.create(request, key)),
      createMany: (all, key) => noting(() => requests.createMany(all, key)),
      cancel: (id) => noting(() => steering.cancel(id)),
      cancelAll: (except) => noting(() => steering.cancelAll(except)),
      move: (id, after) => noting(() => steering.move(id, after)),
      retry: (id) => noting(() => requests.retry(id)),
      edit: (id, patch) => noting(() => requests.edit(id, patch)),
      remove: (id) => noting(() => steering.remove(id)),
      get: (id) => store.get(id),
      list: (query) => listed(query.cursor, jobIdSchema, () => store.list(query)),
    },
    queue: { read: readQueue, pause: () => setPaused(true), resume: () => setPaused(false) },
    assets: { importImage, ...library },
    projects: createProjects({ store: deps.projects, clock }),
    async engines() {
      const health = new Map((await healthWatch.look(engines.all.map(idOf))).map((each) => [each.id, each]));
      return engines.all.flatMap((engine) => {
        const { description, maxConcurrent } = engine;
        const its = health.get(description.id);
        const isDefault = description.id === engines.defaultId;
        return its === undefined ? [] : [{ ...description, isDefault, maxConcurrent, health: its }];
      });
    },
    async testEngine(id) {
      const engine = engines.get(id);
      if (engine !== undefined) return ok(await tryOut(engine));
      return err({ code: 'not_found', detail: engines.unknown(id, 'id').detail });
    },
    settings: { read: () => settings.read(), patch: (patch) => noting(() => settings.patch(patch)) },
    health: () => healthWatch.look(),
    events: deps.events,

    async start() {
      await untilStored(() => settings.load());
      await untilStored(() => deps.queue.prune(clock.now() - keepEventsMs));
      await rescueOrphans(context, dispatcher);
      closer.wake();
      giver.wake();
      healthWatch.start();
      housekeeping.start();
    },

    async stop() {
      stopping.abort();
      poller.stop();
      await Promise.all(engines.all.map((engine) => engine.close()));
      await Promise.all([
        background.settled(),
        giver.settled(),
        closer.settled(),
        healthWatch.stop(),
        announcer.stop(),
        housekeeping.stop(),
      ]);
      await returnEmbeddedWork();
    },
  };

  /** An embedded render ends with the daemon: its job goes back to the queue now, so that this end has a witness. */
  async function returnEmbeddedWork(): Promise<void> {
    try {
      for (const work of await store.active()) {
        const embedded = engines.get(work.attempt.engine)?.description.embedded ?? false;
        const interrupted = work.record.job.state === 'submitted' || work.record.job.state === 'running';
        if (embedded && interrupted)
          await store.apply(work.record.job.id, 'snooze', { notBeforeMs: clock.now() }, clock.now());
      }
    } catch (cause) {
      noteUnwritten(cause);
    }
  }
}

function idOf(engine: RenderEngine): string {
  return engine.description.id;
}

/** A list's cursor is the id of the last item of the page before. */
async function listed<T>(
  cursor: string | undefined,
  idSchema: typeof jobIdSchema,
  read: () => Promise<Page<T>>,
): Promise<Result<Page<T>, Refusal>> {
  if (cursor === undefined || idSchema.safeParse(cursor).success) return ok(await read());
  const message = 'Is not a cursor of this list. Use nextCursor of the page before, or leave it out.';
  return err({ code: 'invalid_input', detail: message, errors: [{ path: 'cursor', message }] });
}
