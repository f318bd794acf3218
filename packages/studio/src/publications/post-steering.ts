import {
  err,
  isEndState,
  type Job,
  type JobId,
  ok,
  type Post,
  type PostState,
  type Publication,
  publishingServices,
  type ReschedulePostRequest,
  type Result,
  type RetryPostRequest,
} from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Refusal } from '../refusal.ts';
import { planPost } from './plan-post.ts';
import type { JournalStore, PublicationStore } from './publication-store.ts';
import { newPublishJob } from './publish-job.ts';
import type { PublishingSite } from './publishing-site.ts';

export interface PostSteeringDeps {
  readonly store: PublicationStore;
  readonly journals: Pick<JournalStore, 'isOpen'>;
  readonly sites: ReadonlyMap<string, PublishingSite>;
  readonly clock: Clock;
  readonly bootId: string;
  readonly timeZone: () => string;
  readonly publishTimes: () => readonly string[];
  readonly wakeQueue: () => void;
  readonly getJob: (id: JobId) => Promise<Job | null>;
  readonly cancelJob: (id: JobId) => Promise<Result<Job, Refusal>>;
}

interface Found {
  readonly publication: Publication;
  readonly post: Post;
}

/** What people do with a single post: send it once more, stop it, give it another time. */
export function createPostSteering(deps: PostSteeringDeps) {
  const { store, clock } = deps;

  return {
    async retry({ publication, post }: Found, request: RetryPostRequest): Promise<Result<null, Refusal>> {
      if (!canBeSentAgain(post.state)) return err(notNow(post, 'sent again'));
      const job = post.jobId === null ? null : await deps.getJob(post.jobId);
      if (job !== null && !isEndState(job.state)) return err({ code: 'invalid_state', detail: waitingWords(post) });
      // Until its service was told, a request of the cancelled attempt may still be carried out there.
      const isBeingTakenBack = post.state === 'cancelled' && (await deps.journals.isOpen(post.id));
      if ((mayBeLive(post) || isBeingTakenBack) && !request.evenIfItMayBeLive) {
        const service = publishingServices[post.service];
        const detail = `Nobody knows whether this was published. Look at ${post.accountName} on ${service} first; send it again only if it is not there.`;
        return err({ code: 'may_be_live', detail });
      }
      const account = await store.account(post.connectionId);
      if (account === null) {
        const detail = `${post.accountName} is no longer connected. Connect it again first, under Settings, Connections.`;
        return err({ code: 'invalid_state', detail });
      }
      if (publication.assetId === null) return err(clipGone);
      const { content, id: postId } = post;
      const { assetId, clipName } = publication;
      const again = newPublishJob(deps, { postId, assetId, account, content, clipName, runAtMs: null });
      const sent = await store.sendAgain(post.id, post.state, again, clock.now());
      if (sent.kind === 'clip_gone') return err(clipGone);
      if (sent.kind !== 'changed') return err(notNow(post, 'sent again'));
      deps.wakeQueue();
      return ok(null);
    },

    async cancel({ post }: Found): Promise<Result<null, Refusal>> {
      if (post.state === 'scheduled' && post.scheduledBy === 'service' && post.remoteId !== null) {
        const service = publishingServices[post.service];
        const detail = `It lies at ${service} already, which puts it out itself. Delete it or change its time there.`;
        return err({ code: 'invalid_state', detail });
      }
      const job = post.jobId === null ? null : await deps.getJob(post.jobId);
      if (job === null || isEndState(job.state)) return err(notNow(post, 'cancelled'));
      const cancelled = await deps.cancelJob(job.id);
      return cancelled.ok ? ok(null) : err(notNow(post, 'cancelled'));
    },

    async reschedule({ post }: Found, { when }: ReschedulePostRequest): Promise<Result<null, Refusal>> {
      const site = deps.sites.get(post.service);
      const job = post.jobId === null ? null : await deps.getJob(post.jobId);
      if (site === undefined || job?.state !== 'queued' || job.submissions > 0)
        return err(notNow(post, 'given another time'));
      const nowMs = clock.now();
      if (when.kind === 'at' && Date.parse(when.at) <= nowMs) {
        const message = 'This time is over. Choose a later one.';
        return err({ code: 'invalid_input', detail: message, errors: [{ path: 'when.at', message }] });
      }
      const own = post.scheduledAt === null ? null : Date.parse(post.scheduledAt);
      const taken = (await store.scheduledTimes(post.connectionId)).filter((each) => each !== own);
      const around = { nowMs, timeZone: deps.timeZone(), publishTimes: deps.publishTimes(), taken };
      const plan = planPost({ content: post.content, when }, site, around);
      const changed = await store.reschedule(post.id, { when, ...plan }, plan.runAtMs, nowMs);
      if (changed.kind !== 'changed') return err(notNow(post, 'given another time'));
      deps.wakeQueue();
      return ok(null);
    },
  };
}

const clipGone: Refusal = {
  code: 'invalid_input',
  detail: 'The clip is no longer in the library. Restore it from the trash, or make a new post with another one.',
};

/** A post that is out may not go out twice from here; one that is on its way has its turn. */
function canBeSentAgain(state: PostState): boolean {
  return state === 'needs_attention' || state === 'rejected' || state === 'cancelled';
}

/** Where nobody knows, the service has the last word and a person looks there. */
function mayBeLive({ state, error, remoteId }: Post): boolean {
  if (error?.action === 'look') return true;
  // Cancelled while it was on its way, and not taken back for certain.
  return state === 'cancelled' && remoteId !== null;
}

function waitingWords({ error }: Post): string {
  return error?.code === 'needs_login'
    ? 'It waits for a login and goes on by itself once the account is connected again.'
    : 'It is still on its way.';
}

const stateWords: Readonly<Record<PostState, string>> = {
  draft: 'a draft',
  queued: 'waiting for its turn',
  uploading: 'on its way',
  processing: 'with its service',
  scheduled: 'scheduled',
  live: 'published',
  rejected: 'rejected',
  needs_attention: 'stopped',
  cancelled: 'cancelled',
};

function notNow({ state }: Post, what: string): Refusal {
  return { code: 'invalid_state', detail: `The post is ${stateWords[state]}; it cannot be ${what}.` };
}
