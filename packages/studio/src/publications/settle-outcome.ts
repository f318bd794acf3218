import type { FailureCode, PostError, PostState } from '@videoexpress/job-schema';
import { isoTime } from '../clock.ts';
import type { RenderStatus } from '../engines/render-engine.ts';
import type { PostAtWork, PostChange } from './publication-store.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { PublishOutcome } from './publishing-site.ts';

/** What waits for a login is woken by it; this is for a wake that was missed. */
const loginRecheckMs = 24 * 60 * 60_000;

/**
 * Writes to the post how an attempt ended, and says what that means for its job. The post comes first: a kill in between finds
 * the end there, and nothing is sent twice.
 */
export async function settleOutcome(
  deps: Pick<PublishDeps, 'store' | 'clock' | 'audit' | 'redact' | 'until' | 'log'>,
  { post, publicationId }: PostAtWork,
  outcome: Exclude<PublishOutcome, { kind: 'aborted' }>,
  lateNote: string | null,
): Promise<RenderStatus> {
  const { store, clock, audit, redact, until } = deps;
  const write = (change: PostChange, unless: readonly PostState[] = []) =>
    until(() => store.note(post.id, { fraction: null, ...change }, unless, clock.now()));
  const plain = (error: PostError): PostError => ({
    ...error,
    detail: redact(error.detail),
    userMessage: redact(error.userMessage),
  });
  const tell = (action: 'publication_live' | 'publication_failed', detail: string) =>
    audit.note({ action, actor: 'studio', subject: publicationId, detail });

  switch (outcome.kind) {
    case 'published': {
      const { remoteId, url, visibility, scheduled } = outcome;
      const note = joined(lateNote, outcome.note === null ? null : redact(outcome.note));
      const where = { remoteId, url, visibility, note, error: null };
      if (scheduled) await write({ ...where, state: 'scheduled', scheduledBy: 'service' });
      // Cancelled a moment too late, it is out all the same, and that is what is said.
      else await write({ ...where, state: 'live', publishedAtMs: clock.now() });
      deps.log.info({ postId: post.id, service: post.service, scheduled }, 'A post is with its service');
      if (!scheduled) await tell('publication_live', post.service);
      return { state: 'finished', warnings: [], actualUsd: null };
    }
    case 'rejected': {
      const error = plain(outcome.error);
      await write({ state: 'rejected', remoteId: outcome.remoteId, error, note: lateNote }, ['cancelled']);
      await tell('publication_failed', `${post.service}: ${error.code}`);
      return failedStatus(error);
    }
    case 'failed': {
      const error = plain(outcome.error);
      await write({ state: 'needs_attention', error, note: lateNote }, ['cancelled']);
      await tell('publication_failed', `${post.service}: ${error.code}`);
      return failedStatus(error);
    }
    case 'unknown': {
      const error = { ...plain(outcome.error), action: 'look' } as const;
      const { remoteId, url } = outcome;
      await write({ state: 'needs_attention', remoteId, url, error, note: lateNote });
      await tell('publication_failed', `${post.service}: ${error.code}`);
      return failedStatus(error);
    }
    case 'wait': {
      const error = outcome.error === null ? null : plain(outcome.error);
      if (outcome.until === 'login') {
        const login = { ...(error ?? needsLogin(post.accountName)), code: 'needs_login', action: 'reconnect' } as const;
        await write({ state: 'needs_attention', error: login }, ['cancelled', 'live']);
        return { state: 'postponed', untilMs: clock.now() + loginRecheckMs, stage: outcome.stage };
      }
      await write({ state: outcome.state ?? 'queued', error }, ['cancelled', 'live']);
      deps.log.info({ postId: post.id, until: isoTime(outcome.until.ms) }, 'A post waits for its service');
      return { state: 'postponed', untilMs: outcome.until.ms, stage: outcome.stage };
    }
  }
}

/** The job of a post that did not go out, or of which nobody can say. Nothing of it is ever tried again by itself. */
export function failedStatus({ code, detail, userMessage, action }: PostError): RenderStatus {
  return {
    state: 'failed',
    code: failureCodeOf(code, action),
    detail: `${code}: ${detail}`,
    userMessage,
    billed: false,
  };
}

function failureCodeOf(code: string, action: PostError['action']): FailureCode {
  if (action === 'look') return 'outcome_unknown';
  if (code === 'input_missing') return 'input_missing';
  return action === 'edit' ? 'input_rejected' : 'engine_failed';
}

function needsLogin(account: string): Pick<PostError, 'detail' | 'userMessage'> {
  const userMessage = `${account} has to be connected again. The post is kept, and goes out after that.`;
  return { detail: 'The login is no longer good.', userMessage };
}

function joined(...notes: readonly (string | null)[]): string | null {
  const said = notes.filter((note) => note !== null && note !== '');
  return said.length === 0 ? null : said.join(' ');
}
