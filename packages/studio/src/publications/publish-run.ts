import type { PostError, PostId, PublishingService } from '@videoexpress/job-schema';
import { publishingServices } from '@videoexpress/job-schema';
import { isoTime } from '../clock.ts';
import type { AttemptRef, RenderStatus } from '../engines/render-engine.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import type { PostFiles } from './post-files.ts';
import { PostReporter } from './post-reporter.ts';
import type { PostAtWork } from './publication-store.ts';
import type { PublishDeps } from './publish-deps.ts';
import { createPublishJournal, JournalUnusable } from './publish-journal.ts';
import type { PostAccount, PostClip, PublishingSite, PublishOutcome, PublishTask } from './publishing-site.ts';
import { failedStatus, settleOutcome } from './settle-outcome.ts';

/** A post that goes out this much after its time is late, and says so. */
const lateAfterMs = 5 * 60_000;
/** The store of keys, or the database, may be there again after this. */
const storeWaitMs = 10_000;
/** A service is given no time that is this close: it goes out at once. */
const leastAheadMs = 60_000;

/** One attempt at a post. Where it stands is asked for, as of any render. */
export class PublishRun {
  status: RenderStatus = { state: 'running', progress: { fraction: null, stage: 'Starting' } };
  readonly #abort = new AbortController();
  readonly #deps: PublishDeps;
  readonly #site: PublishingSite;
  readonly #attempt: AttemptRef;
  readonly done: Promise<void>;

  constructor(deps: PublishDeps, site: PublishingSite, attempt: AttemptRef, post: PostId) {
    this.#deps = deps;
    this.#site = site;
    this.#attempt = attempt;
    this.done = this.#guarded(post);
  }

  /** Stops where it is. Whatever it did is in its journal. */
  stop(): void {
    this.#abort.abort();
  }

  async #guarded(post: PostId): Promise<void> {
    const { clock, log } = this.#deps;
    try {
      this.status = await this.#course(post);
    } catch (cause) {
      if (this.#abort.signal.aborted) return;
      if (cause instanceof StoreUnavailable || cause instanceof JournalUnusable) {
        log.warn({ err: cause, jobId: this.#attempt.jobId }, 'A post has to wait for where its journal is kept');
        this.status = { state: 'postponed', untilMs: clock.now() + storeWaitMs, stage: 'Waiting for the key store' };
        return;
      }
      log.error({ err: cause, jobId: this.#attempt.jobId }, 'Publishing threw');
      this.status = { state: 'crashed', detail: String(cause) };
    }
  }

  async #course(id: PostId): Promise<RenderStatus> {
    const { store, until } = this.#deps;
    const at = await until(() => store.post(id));
    if (at === null) return failedStatus(postGone);
    const before = statusOfSettled(at);
    if (before !== null) return before;
    const { account } = at;
    if (account === null) return this.#fail(at, accountGone(at));
    const clip = at.assetId === null ? null : await this.#deps.findClip(at.assetId, this.#abort.signal);
    if (clip === null) return this.#fail(at, clipGone);
    return this.#publish(at, account, clip);
  }

  async #publish(at: PostAtWork, account: PostAccount, clip: PostClip): Promise<RenderStatus> {
    const { clock, files, store, until } = this.#deps;
    const { post } = at;
    const reporter = new PostReporter({ store, clock, post: post.id, until });
    const signal = this.#abort.signal;
    const { attemptId } = this.#attempt;
    const scheduledAtMs = post.scheduledAt === null ? null : Date.parse(post.scheduledAt);
    const isAhead = scheduledAtMs !== null && scheduledAtMs - clock.now() > leastAheadMs;
    const lateNote = isAhead ? null : lateWords(scheduledAtMs, clock.now(), post.note);
    const report: (progress: { stage: string; state: 'uploading' | 'processing'; fraction: number | null }) => void = ({
      stage,
      state,
      fraction,
    }) => {
      this.status = { state: 'running', progress: { fraction, stage } };
      reporter.note({ state, fraction });
    };
    report({ stage: 'Starting', state: 'uploading', fraction: null });
    let prepared: Promise<Awaited<ReturnType<PostFiles['prepared']>>> | null = null;
    const prepare = () =>
      (prepared ??= files.prepared(
        { attemptId, content: post.content, clip },
        (fraction) => report({ stage: 'Fitting', state: 'uploading', fraction }),
        signal,
      ));
    const task: PublishTask = {
      attemptId,
      content: post.content,
      clip,
      account,
      publishAtMs: post.scheduledBy === 'service' && isAhead ? scheduledAtMs : null,
      journal: createPublishJournal(this.#deps, attemptId, post.id),
      prepared: prepare,
      cover: () => files.cover({ attemptId, content: post.content, clip }, signal),
      link: async (seconds) => {
        const made = await prepare();
        if (!made.ok) return { ok: false, error: { code: 'unreachable', detail: made.error.detail } };
        const onProgress = (fraction: number): void => report({ stage: 'Uploading', state: 'uploading', fraction });
        return files.link({ attemptId, clip: made.value }, seconds, onProgress, signal);
      },
      report,
      signal,
    };
    let outcome: PublishOutcome;
    try {
      outcome = await this.#site.publish(task);
    } finally {
      await reporter.end();
    }
    // What is out is written down, also when it was cancelled a moment too late.
    if (outcome.kind === 'aborted') return this.status;
    if (signal.aborted && (outcome.kind === 'wait' || outcome.kind === 'failed')) return this.status;
    // One that was to be put out by its service may have come there when its time was over.
    const isOutNow = outcome.kind === 'published' && !outcome.scheduled;
    const note = isOutNow && isAhead ? lateWords(scheduledAtMs, clock.now(), post.note) : lateNote;
    return settleOutcome(this.#deps, at, outcome, note);
  }

  /** Nothing more can be sent. What was begun before may be out all the same, and then nobody says that it is not. */
  async #fail(at: PostAtWork, error: PostError): Promise<RenderStatus> {
    const journal = createPublishJournal(this.#deps, this.#attempt.attemptId, at.post.id);
    if ((await journal.read()) === null) return settleOutcome(this.#deps, at, { kind: 'failed', error }, null);
    const userMessage = `It was on its way already, and may be published. ${error.detail} Look there before you send it again.`;
    const unsure = { ...error, userMessage, action: 'look' } as const;
    return settleOutcome(this.#deps, at, { kind: 'unknown', remoteId: null, url: null, error: unsure }, null);
  }
}

/** The end was written to the post, and a kill came before it was written to the job. */
function statusOfSettled({ post }: PostAtWork): RenderStatus | null {
  const isAtService = post.state === 'scheduled' && post.remoteId !== null;
  if (post.state === 'live' || isAtService) return { state: 'finished', warnings: [], actualUsd: null };
  const isOver = post.state === 'rejected' || post.state === 'needs_attention';
  return isOver && post.error !== null && post.error.code !== 'needs_login' ? failedStatus(post.error) : null;
}

const clipGone = gone('The clip is no longer in the library.');
const postGone = gone('The post is no longer there.');

function gone(detail: string): PostError {
  return { code: 'input_missing', detail, userMessage: `${detail} Nothing was published.`, action: 'edit' };
}

function accountGone({ post }: PostAtWork): PostError {
  const service = publishingServices[post.service satisfies PublishingService];
  const userMessage = `${post.accountName} is no longer connected. Nothing was published. Connect it again, then try again.`;
  return {
    code: 'not_connected',
    detail: `The connection to ${service} was removed.`,
    userMessage,
    action: 'retry',
  };
}

/** What is said of a post whose time passed while this computer was off. It stays said when a login comes in between. */
function lateWords(scheduledAtMs: number | null, nowMs: number, said: string | null): string | null {
  if (scheduledAtMs === null || nowMs - scheduledAtMs < lateAfterMs) return said;
  if (said !== null) return said;
  const minutes = Math.round((nowMs - scheduledAtMs) / 60_000);
  const span = minutes < 90 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  return `It went out ${span} late: this computer was not on, or the studio was busy, at ${isoTime(scheduledAtMs)}.`;
}
