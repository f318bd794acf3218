import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';
import type { SupabaseSetup } from './supabase-setup.ts';

/** Longer than a batch takes on a slow line, and shorter than anybody would wait. */
const patienceMs = 30_000;

export interface SupabaseApi {
  readonly host: string;
  /** For signing in. It keeps no session, so that of one person never gets into a call for another. */
  auth(): SupabaseClient['auth'];
  /**
   * A new session for a refresh token. Not by Supabase's client, which would go on asking for half a minute when it cannot
   * be reached.
   */
  renew(refreshToken: string, signal: AbortSignal): Promise<Renewed>;
  /** For rows, in the name of whoever this token is of. */
  rows(accessToken: string): SupabaseClient;
  /** A signal for one call. */
  within(signal: AbortSignal): AbortSignal;
  /** How long the last answer asked to be left alone, in milliseconds. */
  retryAfterMs(): number | undefined;
}

/** In the form of Supabase's client. */
export interface Renewed {
  readonly data: { readonly session: unknown };
  readonly error: { readonly message: string; readonly status: number; readonly code: string } | null;
}

const refusalSchema = z.object({
  msg: z.string().optional(),
  message: z.string().optional(),
  error_code: z.string().optional(),
});

const stateless = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false } as const;

/** Supabase's own client, without what is of no use here: no socket is opened, nothing is kept, nothing repeated. */
export function createSupabaseApi({ url, key }: SupabaseSetup): SupabaseApi {
  let retryAfter: number | undefined;
  let inUse: { readonly token: string; readonly client: SupabaseClient } | null = null;

  const listening: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    retryAfter = Number.isFinite(seconds) ? seconds * 1000 : undefined;
    return response;
  };
  // Its own retries would come on top of ours and keep a stop waiting.
  const common = { db: { retry: false }, global: { fetch: listening } } as const;

  return {
    host: new URL(url).host,
    auth: () => createClient(url, key, { ...common, auth: stateless }).auth,
    async renew(refreshToken, signal) {
      const address = `${url}/auth/v1/token?grant_type=refresh_token`;
      const headers = { apikey: key, 'content-type': 'application/json' };
      const body = JSON.stringify({ refresh_token: refreshToken });
      try {
        const response = await listening(address, { method: 'POST', headers, body, signal });
        const said: unknown = await response.json().catch(() => null);
        if (response.ok) return { data: { session: said }, error: null };
        const { msg, message, error_code: code = '' } = refusalSchema.safeParse(said).data ?? {};
        return { data: { session: null }, error: { status: response.status, code, message: msg ?? message ?? '' } };
      } catch (cause) {
        return { data: { session: null }, error: { status: 0, code: '', message: reasonOf(cause) } };
      }
    },
    rows(token) {
      if (inUse?.token !== token) {
        inUse = { token, client: createClient(url, key, { ...common, accessToken: async () => token }) };
      }
      return inUse.client;
    },
    within: (signal) => AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    retryAfterMs: () => retryAfter,
  };
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message} ${cause.cause.message}` : cause.message;
}
