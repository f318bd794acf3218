import { type Preflight, type PreflightLine, type PostRequest, publishingServices } from '@videoexpress/job-schema';
import { type Clock, isoTime } from '../clock.ts';
import { within } from '../engines/within.ts';
import { type PostPlan, planPost } from './plan-post.ts';
import type { ChannelAccount, PublicationStore } from './publication-store.ts';
import type { PostFiles } from './post-files.ts';
import type { PostClip, PublishingSite } from './publishing-site.ts';

/** A service that is asked what it still takes is not waited for longer than this. */
const quotaLimitMs = 4000;

export interface PreflightDeps {
  readonly store: Pick<PublicationStore, 'account' | 'scheduledTimes'>;
  readonly sites: ReadonlyMap<string, PublishingSite>;
  readonly files: Pick<PostFiles, 'linkProblem'>;
  readonly clock: Clock;
  readonly timeZone: () => string;
  readonly publishTimes: () => readonly string[];
}

/** A post that was looked at, before it is made. */
export interface LookedAt {
  readonly request: PostRequest;
  readonly account: ChannelAccount;
  readonly site: PublishingSite;
  readonly plan: PostPlan;
  readonly lines: readonly PreflightLine[];
}

/** Why a post cannot even be looked at: the field of the request, and what is wrong with it. */
export interface PostProblem {
  readonly index: number;
  readonly field: string;
  readonly message: string;
}

/** Looks at each post of a request, in its order, so that two for the next free slot get two slots. */
export async function lookAtPosts(
  deps: PreflightDeps,
  posts: readonly PostRequest[],
  clip: PostClip,
): Promise<readonly (LookedAt | PostProblem)[]> {
  const looked: (LookedAt | PostProblem)[] = [];
  const given = new Map<string, number[]>();
  for (const [index, request] of posts.entries()) {
    const account = await deps.store.account(request.connectionId);
    const site = account === null ? undefined : deps.sites.get(account.service);
    if (account === null || site === undefined) {
      looked.push({
        index,
        field: 'connectionId',
        message: 'There is no such account. Connect it, or choose another.',
      });
      continue;
    }
    const nowMs = deps.clock.now();
    const taken = [
      ...(await deps.store.scheduledTimes(request.connectionId)),
      ...(given.get(request.connectionId) ?? []),
    ];
    const around = { nowMs, timeZone: deps.timeZone(), publishTimes: deps.publishTimes(), taken };
    const plan = planPost(request, site, around);
    if (plan.scheduledAtMs !== null)
      given.set(request.connectionId, [...(given.get(request.connectionId) ?? []), plan.scheduledAtMs]);
    const publishAtMs = plan.scheduledBy === 'service' ? plan.scheduledAtMs : null;
    const lines = [
      ...loginLines(account),
      ...timeLines(request, plan, nowMs, publishingServices[account.service]),
      ...linkLines(site.needsLink ? await deps.files.linkProblem() : null),
      ...site.preflight(request.content, clip, publishAtMs),
    ];
    looked.push({ request, account, site, plan, lines });
  }
  return looked;
}

/** The whole pre-flight, with what each service says of its quota. */
export async function preflightOf(
  deps: PreflightDeps,
  looked: readonly LookedAt[],
  signal: AbortSignal,
): Promise<Preflight> {
  const posts = looked.map(async ({ account, site, plan, lines }): Promise<Preflight['posts'][number]> => {
    const asked = account.needsLogin
      ? null
      : await within(
          deps.clock,
          quotaLimitMs,
          signal,
          (each) => site.quota(account, each),
          () => null,
        );
    const quota = asked?.ok === true ? asked.value : null;
    return {
      connectionId: account.connectionId,
      service: account.service,
      lines: [...lines, ...quotaLines(quota)],
      quota: quota === null ? null : { used: quota.used, limit: quota.limit },
      slotAt: plan.scheduledAtMs === null ? null : isoTime(plan.scheduledAtMs),
      scheduledBy: plan.scheduledBy,
    };
  });
  return { posts: await Promise.all(posts) };
}

/** What the request says, as far as it can be looked at. */
export function isProblem(each: LookedAt | PostProblem): each is PostProblem {
  return 'message' in each;
}

function loginLines({ needsLogin, accountName }: ChannelAccount): readonly PreflightLine[] {
  if (!needsLogin) return [];
  const text = `${accountName} has to be connected again. The post is kept, and goes out after that.`;
  return [{ level: 'note', code: 'needs_login', text, field: null, fit: null }];
}

function linkLines(problem: string | null): readonly PreflightLine[] {
  if (problem === null) return [];
  return [{ level: 'fail', code: 'no_object_storage', text: problem, field: null, fit: null }];
}

function timeLines(
  { when }: PostRequest,
  { scheduledBy }: PostPlan,
  nowMs: number,
  service: string,
): readonly PreflightLine[] {
  if (when.kind === 'at' && Date.parse(when.at) <= nowMs) {
    const text = 'This time is over. Choose a later one, or post now.';
    return [{ level: 'fail', code: 'time_over', text, field: 'when', fit: null }];
  }
  if (scheduledBy === 'service') {
    const text = `${service} puts it out itself: once it is uploaded, this computer may sleep.`;
    return [{ level: 'pass', code: 'scheduled_by_service', text, field: 'when', fit: null }];
  }
  if (scheduledBy === 'this_computer') {
    const text = 'This computer must be on at that time. If it is not, the post goes out late, with a note.';
    return [{ level: 'note', code: 'scheduled_by_this_computer', text, field: 'when', fit: null }];
  }
  return [];
}

function quotaLines(quota: { readonly used: number | null; readonly limit: number } | null): readonly PreflightLine[] {
  if (quota === null || quota.used === null || quota.used < quota.limit) return [];
  const text = `The account has used all ${quota.limit} posts of 24 hours. The post waits until there is room.`;
  return [{ level: 'note', code: 'quota_used', text, field: null, fit: null }];
}
