import { type JobId, type PostId, publishingServices } from '@videoexpress/job-schema';
import type { PublicationStore } from './publication-store.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { PublishingSite } from './publishing-site.ts';

const lookEveryMs = 30_000;
/** A service that puts a post out itself takes some seconds over it. */
const dueAfterMs = 60_000;
/** A post that is not out yet is looked at less and less often. */
const longestWaitMs = 10 * 60_000;
/** So long after its time a person should know that it is not out. */
const overdueMs = 2 * 60 * 60_000;

/** Looks after what no job does: posts that a service was to put out by itself, and those that wait for a login. */
export function createPublicationsKeeper(
  deps: Pick<PublishDeps, 'clock' | 'log' | 'audit' | 'redact'> & {
    readonly store: Pick<PublicationStore, 'resumeAfterLogin' | 'dueAtService' | 'post' | 'note'>;
    readonly sites: ReadonlyMap<string, PublishingSite>;
    readonly wakeQueue: () => void;
    readonly stop: AbortSignal;
    /** The database could not take it; whoever looks after that is told. */
    readonly onFailure: (cause: unknown) => void;
  },
) {
  const { store, clock, log } = deps;
  /** On the clock that only grows. */
  const nextLooks = new Map<PostId, { readonly sinceMs: number; readonly atMs: number; readonly waitMs: number }>();
  /** Went on since the last login. A service that refuses one that seems good would be asked without end. */
  const wentOn = new Set<JobId>();
  let callOff: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let again = false;

  function schedule(): void {
    callOff?.();
    callOff = deps.stop.aborted ? null : clock.after(lookEveryMs, begin);
  }

  /** Looks now: a login may have been renewed. */
  function wake(): void {
    wentOn.clear();
    begin();
  }

  function begin(): void {
    if (running !== null) {
      again = true;
      return;
    }
    again = false;
    callOff?.();
    running = round()
      .catch(deps.onFailure)
      .finally(() => {
        running = null;
        if (again && !deps.stop.aborted) begin();
        else schedule();
      });
  }

  async function round(): Promise<void> {
    const resumed = await store.resumeAfterLogin(clock.now(), [...wentOn]);
    for (const job of resumed) wentOn.add(job);
    if (resumed.length > 0) {
      log.info({ jobs: resumed.length }, 'Posts that waited for a login go on');
      deps.wakeQueue();
    }
    for (const id of await store.dueAtService(clock.now() - dueAfterMs)) {
      if (deps.stop.aborted) return;
      if ((nextLooks.get(id)?.atMs ?? 0) <= clock.monotonic()) await look(id);
    }
  }

  async function look(id: PostId): Promise<void> {
    const at = await store.post(id);
    const site = at === null ? undefined : deps.sites.get(at.post.service);
    if (at === null || site === undefined || at.post.remoteId === null || at.post.state !== 'scheduled') return;
    const { post, account } = at;
    const service = publishingServices[post.service];
    const attention = async (code: string, detail: string, userMessage: string) => {
      const error = { code, detail: deps.redact(detail), userMessage, action: 'look' } as const;
      await store.note(id, { state: 'needs_attention', error }, [], clock.now());
      nextLooks.delete(id);
    };
    if (account === null)
      return attention(
        'not_connected',
        'The connection was removed.',
        `${post.accountName} was disconnected before its time. Look on ${service} whether it is out.`,
      );
    const seen = await site.look(account, post.remoteId ?? '', deps.stop);
    if (!seen.ok) {
      later(id);
      if (seen.error.code === 'unreachable') return;
      const note = `Its time is over, and whether it is out cannot be looked up: ${post.accountName} has to be connected again.`;
      if (post.note !== note) await store.note(id, { note }, [], clock.now());
      return;
    }
    if (seen.value === 'gone')
      return attention(
        'gone_at_service',
        'The service no longer has it.',
        `${service} no longer has this video. It was deleted there before its time.`,
      );
    const { live, visibility, url, error } = seen.value;
    if (live) {
      const publishedAtMs = post.scheduledAt === null ? clock.now() : Date.parse(post.scheduledAt);
      await store.note(
        id,
        { state: 'live', visibility, url: url ?? post.url, publishedAtMs, error: null },
        [],
        clock.now(),
      );
      await deps.audit.note({
        action: 'publication_live',
        actor: 'studio',
        subject: at.publicationId,
        detail: post.service,
      });
      nextLooks.delete(id);
      return;
    }
    if (error !== null) {
      await store.note(id, { state: 'rejected', visibility, error }, [], clock.now());
      nextLooks.delete(id);
      return;
    }
    // By both clocks: one that was set wrongly for a while would have every post of the next days seem forgotten.
    const isLongOver = post.scheduledAt !== null && clock.now() - Date.parse(post.scheduledAt) > overdueMs;
    const sinceMs = nextLooks.get(id)?.sinceMs ?? clock.monotonic();
    if (isLongOver && clock.monotonic() - sinceMs > overdueMs - 2 * dueAfterMs)
      return attention(
        'not_put_out',
        `It is ${visibility ?? 'not public'}.`,
        `${service} has not put it out at its time. Look there, and make it public by hand.`,
      );
    later(id);
  }

  function later(id: PostId): void {
    const before = nextLooks.get(id);
    const now = clock.monotonic();
    const waitMs = Math.min(longestWaitMs, (before?.waitMs ?? lookEveryMs / 2) * 2);
    nextLooks.set(id, { sinceMs: before?.sinceMs ?? now, waitMs, atMs: now + waitMs });
  }

  return {
    wake,
    async stop(): Promise<void> {
      callOff?.();
      while (running !== null) await running;
      callOff?.();
    },
  };
}
