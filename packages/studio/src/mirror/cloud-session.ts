import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { CloudClient, CloudError, CloudSession } from './cloud-client.ts';

/** A token that ends sooner than this is replaced before it is used. */
const marginMs = 60_000;

const sessionSchema = z.object({
  userId: z.string(),
  email: z.string().nullable(),
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAtMs: z.number(),
});

const nobody: CloudError = { code: 'needs_login', detail: 'Nobody is signed in.' };
const unreadable: CloudError = {
  code: 'needs_login',
  detail: 'The sign-in that was kept cannot be opened with the keys of this studio.',
};

export interface SessionDeps {
  readonly client: Pick<CloudClient, 'refresh'>;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Log;
  /** What is kept of it, sealed; null: nobody is signed in. */
  readonly kept: () => Promise<string | null>;
  readonly keep: (sealed: string | null) => Promise<void>;
  /** A session for that project is sealed for it alone. */
  readonly projectUrl: () => Promise<string | null>;
}

/** Why nothing could be kept; the sign-in is not in force then. */
export interface KeepError {
  readonly code: 'secret_store_unusable' | 'disk_full';
  readonly detail: string;
}

/**
 * The sign-in at the person's project: kept sealed, renewed before it ends, by one request however many ask. A new refresh
 * token is on the disk before the access token that came with it is used, because the old one is taken no more.
 */
export function createCloudSession(deps: SessionDeps) {
  let renewing: Promise<Result<CloudSession, CloudError>> | null = null;
  let inMemory: { readonly sealed: string; readonly session: CloudSession } | null = null;

  async function read(): Promise<Result<CloudSession, CloudError>> {
    const sealed = await deps.kept();
    if (sealed === null) return err(nobody);
    if (inMemory?.sealed === sealed) return ok(inMemory.session);
    const text = await deps.sealer.unseal(await purpose(), sealed);
    const parsed = text === null ? null : sessionSchema.safeParse(parseJson(text));
    if (parsed === null || !parsed.success) return err(unreadable);
    inMemory = { sealed, session: parsed.data };
    return ok(parsed.data);
  }

  async function purpose(): Promise<string> {
    return `supabase session ${(await deps.projectUrl()) ?? ''}`;
  }

  async function write(session: CloudSession): Promise<Result<null, KeepError>> {
    const sealed = await deps.sealer.seal(await purpose(), JSON.stringify(session));
    if (!sealed.ok) return err(sealed.error);
    await deps.keep(sealed.value);
    inMemory = { sealed: sealed.value, session };
    return ok(null);
  }

  async function renew(old: CloudSession, signal: AbortSignal): Promise<Result<CloudSession, CloudError>> {
    const renewed = await deps.client.refresh(old, signal);
    // Somebody signed in or out meanwhile: that is in force, and nothing of the old sign-in is kept.
    const now = await read();
    if (!now.ok || now.value.accessToken !== old.accessToken) return now;
    if (!renewed.ok) {
      // Only the service can say that it is over. A network that is away is no reason to forget anybody.
      if (renewed.error.code === 'needs_login') {
        inMemory = null;
        await deps.keep(null);
        deps.log.warn({ why: renewed.error.detail }, 'The sign-in at Supabase is over; the copy waits for a new one');
      }
      return renewed;
    }
    const kept = await write(renewed.value);
    if (!kept.ok) return err({ code: 'unreachable', detail: kept.error.detail });
    return renewed;
  }

  return {
    /** A session whose token is good for a minute at least. */
    async current(signal: AbortSignal): Promise<Result<CloudSession, CloudError>> {
      if (renewing !== null) return renewing;
      const kept = await read();
      if (!kept.ok || kept.value.expiresAtMs - marginMs > deps.clock.now()) return kept;
      return this.afterRefusal(kept.value, signal);
    },

    /** The service refused this session's token: a newer one, or why there is none. */
    async afterRefusal(refused: CloudSession, signal: AbortSignal): Promise<Result<CloudSession, CloudError>> {
      const kept = await read();
      if (!kept.ok) return kept;
      if (kept.value.accessToken !== refused.accessToken) return kept;
      renewing ??= renew(kept.value, signal).finally(() => {
        renewing = null;
      });
      return renewing;
    },

    /** Keeps a new sign-in. */
    keep: (session: CloudSession) => write(session),

    /** What there is, without asking anybody. */
    peek: read,

    async forget(): Promise<void> {
      inMemory = null;
      await deps.keep(null);
    },
  };
}

export type CloudSessions = ReturnType<typeof createCloudSession>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
