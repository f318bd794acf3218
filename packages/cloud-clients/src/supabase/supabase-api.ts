import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { SupabaseSetup } from './supabase-setup.ts';

/** Longer than a batch takes on a slow line, and shorter than anybody would wait. */
const patienceMs = 30_000;

export interface SupabaseApi {
  readonly host: string;
  /** For signing in. It keeps no session, so that of one person never gets into a call for another. */
  auth(): SupabaseClient['auth'];
  /** For rows, in the name of whoever this token is of. */
  rows(accessToken: string): SupabaseClient;
  /** A signal for one call. */
  within(signal: AbortSignal): AbortSignal;
  /** How long the last answer asked to be left alone, in milliseconds. */
  retryAfterMs(): number | undefined;
}

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
