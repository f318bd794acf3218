import { createAuditLog } from './audit/create-audit-log.ts';
import { createConnections } from './connections/create-connections.ts';
import { createCaptions } from './captions/create-captions.ts';
import { healthChecks } from './engines/health-checks.ts';
import { guardedEngines } from './engines/guarded-engines.ts';
import { createHealthWatch } from './engines/health-watch.ts';
import { createEngineTrials } from './engines/try-engine.ts';
import { createHousekeeping } from './housekeeping.ts';
import { showEngines } from './engines/shown-engines.ts';
import { Background } from './jobs/background.ts';
import { createCloser } from './jobs/closer.ts';
import { createCollector } from './jobs/collector.ts';
import { createDispatcher } from './jobs/dispatcher.ts';
import { createGiver } from './jobs/giver.ts';
import { createJobRequests } from './jobs/job-requests.ts';
import { createJobSteering } from './jobs/job-steering.ts';
import type { JobsContext } from './jobs/jobs-context.ts';
import { createKeyPauses } from './jobs/key-pauses.ts';
import { observeStates } from './jobs/observe-states.ts';
import { createPoller } from './jobs/poller.ts';
import { Previews } from './jobs/previews.ts';
import { createQueueState } from './jobs/queue-state.ts';
import { rescueOrphans } from './jobs/rescue.ts';
import { returnEmbeddedWork } from './jobs/return-embedded-work.ts';
import { settleHandlerCrash } from './jobs/settle-handler-crash.ts';
import { Slots } from './jobs/slots.ts';
import { studioJobs } from './jobs/studio-jobs.ts';
import { createUntilStored, faultOf } from './jobs/until-stored.ts';
import { createLibrary } from './library/create-library.ts';
import { createProjects } from './library/create-projects.ts';
import { createImportFile } from './library/import-file.ts';
import { mendImports } from './library/mend-imports.ts';
import { createTrashKeeper } from './library/trash-keeper.ts';
import { createLeftoverObjects } from './objects/leftover-objects.ts';
import { createStorageTrial } from './objects/try-storage.ts';
import { studioMirror } from './mirror/studio-mirror.ts';
import { createPublishing } from './publications/create-publishing.ts';
import { createPostFiles } from './publications/create-post-files.ts';
import { createFindPostClip, makeupReader } from './publications/post-clip.ts';
import { letGoOfFiles } from './retention/let-go-of-files.ts';
import { letGoOfRows } from './retention/old-rows.ts';
import { createSecrets } from './secrets/create-secrets.ts';
import { createSettings } from './settings/create-settings.ts';
import { createBudgetKeeper } from './spend/budget-keeper.ts';
import { createSpendBook } from './spend/spend-book.ts';
import { StoreUnavailable } from './store-unavailable.ts';
import type { Studio } from './studio.ts';
import type { StudioDeps } from './studio-deps.ts';

/** The studio: the rules put together over what the daemon hands in. */
export function createStudio(deps: StudioDeps): Studio {
  const { clock, log } = deps;
  const stopping = new AbortController();
  const audit = createAuditLog({ store: deps.audit, clock, log });
  const mirror = studioMirror(deps, audit, () => healthWatch.refresh());
  const { connections, ...logins } = createConnections({
    ...deps,
    audit,
    untilStored: (operation) => untilStored(operation),
    onChange: () => {
      healthWatch.refresh();
      publishing.wake();
    },
    stop: stopping.signal,
  });
  const known = deps.vault.describe().then(() => logins.openAll());
  const publishing = createPublishing({
    ...deps,
    store: deps.publications,
    audit,
    sites: deps.sites({ tokens: logins.tokens }),
    findClip: createFindPostClip({ assets: deps.assets, makeupOf: makeupReader(deps.media) }),
    files: createPostFiles({ ...deps, fitting: deps.media }),
    until: (operation) => untilStored(operation),
    stop: stopping.signal,
    onFailure: (cause) => noteUnwritten(cause),
  });
  const engines = guardedEngines(deps.engines, publishing.engines, { clock, known, redact: deps.redact });
  const store = observeStates(deps.jobs, {
    onState: (id, state) => {
      if (state !== 'running' && state !== 'collecting') previews.drop(id);
    },
    onCounts: () => queue.noteCounts(),
  });
  const previews = new Previews();
  const queue = createQueueState({
    queue: deps.queue,
    jobs: store,
    clock,
    log,
    solo: deps.solo,
    onChange() {
      healthWatch.refresh();
      giver.wake();
    },
    stop: stopping.signal,
  });
  const { holds, pauses, noteUnwritten } = queue;
  const slots = new Slots(engines, pauses);
  const keyPauses = createKeyPauses({ pauses, engines, clock });
  const untilStored = createUntilStored({ clock, log, holds, stop: stopping.signal });
  const background = new Background({
    log,
    onCrash: async (work, detail) => {
      poller.unwatch(work.record.job.id);
      const now = await untilStored(() => store.work(work.record.job.id));
      if (now === null) return;
      await settleHandlerCrash(context, dispatcher, now, detail);
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
    objects: deps.objects,
    fetchBack: (...asked) => library.fetchBack(...asked),
    clock,
    log,
    bootId: deps.bootId,
    appVersion: deps.appVersion,
    holds,
    slots,
    previews,
    untilStored,
    stop: stopping.signal,
    wake: { queue: () => giver.wake(), closer: () => closer.wake(), leftoverObjects: removeLeftoverObjects },
    pauseForKey: (engine) => keyPauses.pause(engine),
    watch: (work) => poller.watch(work),
    collect: (work, cancelled) => collect(work, cancelled),
    background,
  };
  const collect = createCollector(context, deps.assets);
  const poller = createPoller(context);
  const closer = createCloser(context, deps.assets);
  const dispatcher = createDispatcher(context, deps.assets);
  const { timeZone } = deps;
  const monthlyBudgetUsd = () => settings.current().monthlyBudgetUsd;
  const budget = createBudgetKeeper({ limitUsd: monthlyBudgetUsd, clock, timeZone, engines, pauses });
  const giver = createGiver(context, { queue: deps.queue, dispatcher, isSolo: queue.isSolo, budget });
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
    nextClosed: (waitMs) => closer.nextClosed(waitMs),
  });
  const settings = createSettings({
    ...deps,
    store: deps.settings,
    engines,
    onChange: () => {
      giver.wake();
      healthWatch.refresh();
      mirror.placeChanged();
    },
  });
  const secrets = createSecrets({
    vault: deps.vault,
    outside: deps.outsideSecrets,
    clock,
    log,
    audit,
    tell: (change) => deps.queue.appendEvent({ topic: 'secret', payload: change }, clock.now()),
    onChange: () => {
      keyPauses.keyChanged();
      captions.keyChanged();
      healthWatch.refresh();
      mirror.placeChanged();
    },
  });
  const publications = publishing.open({
    wakeQueue: () => giver.wake(),
    publishTimes: () => settings.current().publishTimes,
    getJob: (id) => store.get(id),
    cancelJob: (id) => steering.cancel(id),
    noting,
  });
  const captions = createCaptions({ ...deps, settings, stop: stopping.signal });
  const tryOut = createEngineTrials(clock, stopping.signal);
  const tryStorage = createStorageTrial(deps.objects, stopping.signal, () => healthWatch.refresh());
  const importFile = createImportFile(deps);
  const trashDays = () => settings.current().trashDays;
  const leftoverObjects = createLeftoverObjects({ ...deps, stop: stopping.signal });
  const trash = createTrashKeeper({
    ...deps,
    audit,
    trashDays,
    onPurged: removeLeftoverObjects,
    stop: stopping.signal,
  });
  const library = createLibrary({ ...deps, trash });
  const healthWatch = createHealthWatch({
    checks: healthChecks({ ...deps, holds, secrets, mirror, captions, engines, keyPauses, logins }),
    clock,
    log,
    onChange: (health) => deps.queue.appendEvent({ topic: 'health', payload: health }, clock.now()),
    stop: stopping.signal,
  });
  const housekeeping = createHousekeeping({
    clock,
    chores: [() => trash.removeLeftovers(), () => leftoverObjects.remove(), () => logins.keepFresh()],
    lettingGo: [
      ...letGoOfRows({ ...deps, store, mirror, settings: settings.current, audit, stop: stopping.signal }),
      () => trash.letGo(),
      () => letGoOfFiles({ ...deps, settings: settings.current }),
    ],
    onFailure: noteUnwritten,
  });

  /** A request that the database cannot take at this moment is refused at once, and the queue knows it too. */
  async function noting<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (cause) {
      if (cause instanceof StoreUnavailable) holds.put(faultOf(cause));
      throw cause;
    }
  }

  function removeLeftoverObjects(): void {
    leftoverObjects.remove().catch(noteUnwritten);
  }

  return {
    jobs: studioJobs({ store, requests, steering, previews, noting }),
    audit,
    cloud: mirror,
    connections,
    captions,
    spend: createSpendBook({ store: deps.spend, clock, timeZone, monthlyBudgetUsd }),
    queue: { read: () => queue.read(), pause: () => queue.setPaused(true), resume: () => queue.setPaused(false) },
    assets: { importFile, ...library },
    projects: createProjects({ store: deps.projects, clock }),
    publications,
    ...showEngines({ engines, healthWatch, tryOut }),
    testObjectStorage: () => tryStorage(),
    settings: { read: () => settings.read(), patch: (patch) => noting(() => settings.patch(patch)) },
    secrets,
    health: () => healthWatch.look(),
    events: deps.events,

    async start() {
      await untilStored(() => settings.load());
      await untilStored(() => mendImports(deps));
      await rescueOrphans(context, dispatcher);
      closer.wake();
      giver.wake();
      healthWatch.start();
      housekeeping.start();
      publishing.wake();
      mirror.start();
    },

    async stop() {
      stopping.abort();
      secrets.close();
      poller.stop();
      await Promise.all(engines.withPublishing.map((engine) => engine.close()));
      await Promise.all([
        background.settled(),
        giver.settled(),
        closer.settled(),
        healthWatch.stop(),
        queue.stop(),
        housekeeping.stop(),
        publishing.stop(),
        mirror.stop(),
        leftoverObjects.settled(),
      ]);
      await returnEmbeddedWork(context).catch(noteUnwritten);
      await audit.close();
    },
  };
}
