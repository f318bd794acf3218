import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, CloudClient, CloudError, SecretReader } from '@videoexpress/studio';
import { readSupabaseSetup, type SupabaseSetup } from './supabase-setup.ts';

export interface CloudClientDeps {
  readonly secrets: SecretReader;
  /** What the environment sets; that wins over Settings. Null: nothing. */
  readonly outsideUrl: string | null;
  readonly clock: Pick<Clock, 'now'>;
}

type Calls = Omit<CloudClient, 'project' | 'configure'>;

/**
 * The person's Supabase project by Settings, environment and secrets, read anew at each use. Supabase's client is loaded
 * with the first call, and one serves until something of the set-up changes.
 */
export function createCloudClient({ secrets, outsideUrl, clock }: CloudClientDeps): CloudClient {
  let wished = '';
  let inUse: { readonly of: string; readonly calls: Promise<Calls> } | null = null;

  const setUp = () => readSupabaseSetup(outsideUrl ?? wished, secrets);

  async function load(setup: SupabaseSetup): Promise<Calls> {
    const [{ createSupabaseApi }, { supabaseRows }, { supabaseSignIn }] = await Promise.all([
      import('./supabase-api.ts'),
      import('./supabase-rows.ts'),
      import('./supabase-sign-in.ts'),
    ]);
    const api = createSupabaseApi(setup);
    const nowMs = () => clock.now();
    return { ...supabaseRows(api, nowMs), ...supabaseSignIn(api, nowMs) };
  }

  async function calls(): Promise<Result<Calls, CloudError>> {
    const now = await setUp();
    if (now.state !== 'set') return err({ code: 'not_configured', detail: detailOf(now) });
    const of = JSON.stringify(now.setup);
    if (inUse?.of !== of) inUse = { of, calls: load(now.setup) };
    return ok(await inUse.calls);
  }

  async function through<T>(work: (it: Calls) => Promise<Result<T, CloudError>>): Promise<Result<T, CloudError>> {
    const ready = await calls();
    return ready.ok ? work(ready.value) : ready;
  }

  return {
    configure(url) {
      wished = url;
    },
    async project() {
      const now = await setUp();
      if (now.state === 'not_set') return ok(null);
      if (now.state === 'wrong') return err({ code: 'not_configured', detail: now.detail });
      return ok({ url: now.setup.url, bypassesRules: now.setup.isSecretKey });
    },
    sendCode: (...args) => through((it) => it.sendCode(...args)),
    verifyCode: (...args) => through((it) => it.verifyCode(...args)),
    signIn: (...args) => through((it) => it.signIn(...args)),
    refresh: (...args) => through((it) => it.refresh(...args)),
    signOut: (...args) => through((it) => it.signOut(...args)),
    upsert: (...args) => through((it) => it.upsert(...args)),
    append: (...args) => through((it) => it.append(...args)),
    markGone: (...args) => through((it) => it.markGone(...args)),
    newestVersion: (...args) => through((it) => it.newestVersion(...args)),
    machines: (...args) => through((it) => it.machines(...args)),
    claimMachine: (...args) => through((it) => it.claimMachine(...args)),
    page: (...args) => through((it) => it.page(...args)),
    newest: (...args) => through((it) => it.newest(...args)),
  };
}

function detailOf(now: { readonly state: 'not_set' } | { readonly state: 'wrong'; readonly detail: string }): string {
  return now.state === 'wrong' ? now.detail : 'No Supabase project is set up.';
}
