import { err, ok, type Result } from '@videoexpress/job-schema';
import type { CloudClient, CloudError, CloudSession } from '@videoexpress/studio';
import { z } from 'zod';
import type { SupabaseApi } from './supabase-api.ts';
import { authError } from './supabase-errors.ts';

const sessionSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  user: z.object({ id: z.string().min(1), email: z.string().nullish() }),
});

/** What Supabase Auth's client resolves to. */
interface Answered {
  readonly data: unknown;
  readonly error: {
    readonly message: string;
    readonly status?: number | undefined;
    readonly code?: string | undefined;
  } | null;
}

type Answer<T> = Promise<Result<T, CloudError>>;
export type SupabaseSignIn = Pick<CloudClient, 'sendCode' | 'verifyCode' | 'signIn' | 'refresh' | 'signOut'>;

/** Signing in over Supabase Auth. */
export function supabaseSignIn(api: SupabaseApi, nowMs: () => number): SupabaseSignIn {
  async function asked(work: Promise<Answered>, signal: AbortSignal, renewing = false): Answer<unknown> {
    const { data, error } = await orAborted(work, api.within(signal));
    if (error === null) return ok(data);
    if (signal.aborted) return err({ code: 'called_off', detail: 'The studio is stopping.' });
    const { message, status = 0, code = '' } = error;
    return err(authError({ status, code, message, renewing, retryAfterMs: api.retryAfterMs() }, api.host));
  }

  async function session(work: Promise<Answered>, signal: AbortSignal, renewing = false): Answer<CloudSession> {
    const answer = await asked(work, signal, renewing);
    if (!answer.ok) return answer;
    const parsed = z.object({ session: sessionSchema }).safeParse(answer.value);
    if (!parsed.success) return err({ code: 'refused', detail: 'Supabase answered without a session.' });
    const { access_token, refresh_token, expires_in, user } = parsed.data.session;
    return ok({
      userId: user.id,
      email: user.email ?? null,
      accessToken: access_token,
      refreshToken: refresh_token,
      expiresAtMs: nowMs() + expires_in * 1000,
    });
  }

  return {
    async sendCode(email, signal) {
      const sent = await asked(api.auth().signInWithOtp({ email, options: { shouldCreateUser: true } }), signal);
      return sent.ok ? ok(null) : sent;
    },
    verifyCode: (email, token, signal) => session(api.auth().verifyOtp({ email, token, type: 'email' }), signal),
    signIn: (email, password, signal) => session(api.auth().signInWithPassword({ email, password }), signal),
    refresh: ({ refreshToken }, signal) => session(api.renew(refreshToken, api.within(signal)), signal, true),
    async signOut({ accessToken }, signal) {
      const ended = await asked(api.auth().admin.signOut(accessToken, 'local'), signal);
      return ended.ok ? ok(null) : ended;
    },
  };
}

/** Its calls take no signal: one that is called off is no longer waited for. */
function orAborted(work: Promise<Answered>, signal: AbortSignal): Promise<Answered> {
  const away = { data: null, error: { message: 'aborted', status: 0 } };
  return new Promise((resolve) => {
    const over = () => resolve(away);
    if (signal.aborted) over();
    signal.addEventListener('abort', over, { once: true });
    void work
      .catch((cause: unknown) => ({ data: null, error: { message: String(cause), status: 0 } }))
      .then(resolve)
      .finally(() => signal.removeEventListener('abort', over));
  });
}
