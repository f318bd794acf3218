import { err, ok } from '@videoexpress/job-schema';
import type { Clock, ConnectionTokens, PostAccount, PublishingSite } from '@videoexpress/studio';
import { createGraphClient } from './graph-client.ts';
import { preflightReel } from './preflight-reel.ts';
import { publishReel } from './publish-reel.ts';
import { readQuota } from './publishing-limit.ts';
import { readContainer, readPermalink } from './reel-calls.ts';
import { readEntry } from './reel-journal.ts';

export interface InstagramDeps {
  readonly tokens: ConnectionTokens;
  readonly clock: Clock;
  /** Null: Instagram's own; without a slash at the end. Anything else is a stand-in. */
  readonly graphUrl: string | null;
}

export const instagramGraphUrl = 'https://graph.instagram.com';

/** A request to publish that was cut off may still be carried out for so long. */
const underWayMs = 10 * 60_000;

/** Reels of a professional account, by the Instagram API with Instagram Login, which fetches each clip from a link. */
export function createInstagramSite({ tokens, clock, ...deps }: InstagramDeps): PublishingSite {
  const graphUrl = deps.graphUrl ?? instagramGraphUrl;
  const graph = createGraphClient({ baseUrl: graphUrl, tokens, clock });
  const takesPlainLinks = graphUrl.startsWith('http:');

  return {
    service: 'instagram',
    schedules: false,
    needsLink: true,
    preflight: (content, clip) => preflightReel(content, clip),
    quota: (account, signal) => readQuota(graph, account, signal),
    publish: (task) => publishReel({ graph, clock, task, takesPlainLinks }),

    async withdraw({ account, journal, signal }) {
      const entry = await readEntry(journal);
      if (entry.step === 'published') return 'may_be_public';
      // Nobody sees a container, and it goes by itself.
      if (entry.step !== 'publishing' || entry.containerId === null) return 'withdrawn';
      const read = await graph.call(account, readContainer(entry.containerId), signal);
      if (!read.ok)
        return read.error.kind === 'refused' || read.error.kind === 'no_token' ? 'may_be_public' : 'unreachable';
      const askedMs = clock.now() - (entry.askedAtMs ?? clock.now());
      switch (read.value.status_code) {
        case 'ERROR':
        case 'EXPIRED':
          return 'withdrawn';
        case 'FINISHED':
          return askedMs > underWayMs ? 'withdrawn' : 'may_be_public';
        default:
          return 'may_be_public';
      }
    },

    async look(account: PostAccount, remoteId: string, signal: AbortSignal) {
      const read = await graph.call(account, readPermalink(remoteId), signal);
      if (read.ok) return ok({ live: true, visibility: 'public', url: read.value.permalink ?? null, error: null });
      if (read.error.kind === 'no_token') return err(read.error.error);
      if (read.error.kind === 'refused' && read.error.fault.code === 100) return ok('gone');
      const detail = read.error.kind === 'refused' ? read.error.fault.words : read.error.detail;
      return err({ code: 'unreachable', detail });
    },
  };
}
