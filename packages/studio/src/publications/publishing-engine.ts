import {
  type AttemptId,
  connectionIdSchema,
  type EngineDescription,
  err,
  ok,
  postIdSchema,
  publishingServices,
} from '@videoexpress/job-schema';
import type { RenderEngine, RenderStatus } from '../engines/render-engine.ts';
import { createPublishJournal } from './publish-journal.ts';
import type { PublishDeps } from './publish-deps.ts';
import { PublishRun } from './publish-run.ts';
import type { PublishingSite } from './publishing-site.ts';

/** Posts that one service is sent at a time; the others wait their turn. */
const postsAtOnce = 3;

/**
 * A site as the queue sees it. It counts as embedded: an attempt that a kill interrupted is submitted again under its old id,
 * and its journal says how far it was, so that nothing is sent twice.
 */
export function createPublishingEngine(site: PublishingSite, deps: PublishDeps): RenderEngine {
  const runs = new Map<AttemptId, PublishRun>();

  return {
    description: describe(site),
    maxConcurrent: postsAtOnce,
    configure: () => undefined,
    async health() {
      const { id, label } = describe(site);
      return { id, label, status: 'ok', latencyMs: null, detail: 'Asked when something is published.', fix: null };
    },

    async submit({ attemptId, jobId, input }) {
      const post = postIdSchema.safeParse(input['post_id']);
      if (!post.success)
        return err({ code: 'rejected', detail: 'It names no post.', userMessage: 'This job names no post.' });
      const known = runs.get(attemptId);
      // What was put off begins again; whatever else is known of it stands.
      if (known === undefined || known.status.state === 'postponed' || known.status.state === 'crashed')
        runs.set(attemptId, new PublishRun(deps, site, { attemptId, jobId }, post.data));
      return ok({ remoteId: attemptId });
    },

    async adopt({ attemptId }) {
      return ok(runs.has(attemptId) ? { remoteId: attemptId } : null);
    },

    async poll({ attemptId }) {
      const status: RenderStatus = runs.get(attemptId)?.status ?? { state: 'lost' };
      return ok(status);
    },

    async cancel({ attemptId, jobId }, signal) {
      const run = runs.get(attemptId);
      run?.stop();
      await run?.done;
      const at = await deps.store.postOfJob(jobId);
      if (at === null || at.post.state === 'live') return ok(null);
      const journal = createPublishJournal(deps, attemptId, at.post.id);
      // Nothing was begun there.
      if ((await journal.read()) === null) return ok(null);
      const { connectionId, accountName } = at.post;
      const account = at.account ?? {
        connectionId: connectionIdSchema.parse(connectionId),
        accountId: '',
        accountName,
      };
      const withdrawn = await site.withdraw({ account, journal, signal });
      if (withdrawn === 'unreachable')
        return err({ code: 'unreachable', detail: `${publishingServices[site.service]} could not be told to stop.` });
      // One that ended otherwise says so already, and why.
      if (withdrawn === 'may_be_public' && at.post.state === 'cancelled') {
        const service = publishingServices[site.service];
        const userMessage = `It was cancelled while it was on its way, and may be on ${service} all the same. Look there.`;
        const error = {
          code: 'outcome_unknown',
          detail: 'It could not be taken back.',
          userMessage,
          action: 'look',
        } as const;
        await deps.until(() => deps.store.note(at.post.id, { error }, ['live', 'scheduled'], deps.clock.now()));
      }
      return ok(null);
    },

    async retrieve() {
      return err({ code: 'gone', detail: 'What is published makes no file.' });
    },

    async release({ attemptId }) {
      const run = runs.get(attemptId);
      run?.stop();
      await run?.done;
      const isUnknown = run?.status.state === 'failed' && run.status.code === 'outcome_unknown';
      // Where nobody knows, the journal is all there is to look it up by.
      if (!isUnknown) await deps.journals.forget(attemptId);
      await deps.files.forget(attemptId);
      runs.delete(attemptId);
    },

    async close() {
      for (const run of runs.values()) run.stop();
      await Promise.all([...runs.values()].map((run) => run.done));
    },
  };
}

/** Never shown among the engines: a person chooses accounts, not places to render. */
function describe({ service }: PublishingSite): EngineDescription {
  const label = publishingServices[service];
  return {
    id: service,
    label,
    notice: `Posts to ${label}.`,
    embedded: true,
    models: [
      {
        id: service,
        label,
        kinds: ['publish'],
        limits: {
          sidePixels: { min: 1, max: 1, multipleOf: 1 },
          maxPixels: 1,
          numFrames: { min: 1, max: 1, base: 0, step: 1 },
          fps: { min: 1, max: 1 },
          durationSeconds: { min: 0, max: 1 },
        },
        defaults: { width: 1, height: 1, num_frames: 1, fps: 1 },
        parameters: [],
        pricePerSecondUsd: 0,
      },
    ],
    settings: [],
  };
}
