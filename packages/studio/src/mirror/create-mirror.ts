import { type Cloud, err, newMachineId, ok, type Result } from '@videoexpress/job-schema';
import type { Refusal } from '../refusal.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import type { CloudError, CloudSession } from './cloud-client.ts';
import { createCloudSession } from './cloud-session.ts';
import { cloudHealth, cloudOf } from './cloud-status.ts';
import { createCloudTeller } from './cloud-teller.ts';
import { readElsewhere } from './elsewhere.ts';
import type { Actor, MirrorWork } from './mirror.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import { createMirrorLoop } from './mirror-loop.ts';
import { createMirrorRounds, type Findings } from './mirror-rounds.ts';
import type { MirrorState } from './mirror-store.ts';

/**
 * Copies what is in the studio's database to the person's own Supabase project, and says how that stands. It follows the
 * event log from outside: it is told of nothing before it is committed, and whatever becomes of it, no job notices.
 */
export function createMirror(deps: MirrorDeps): MirrorWork {
  const { client, store, clock, log } = deps;
  const stopping = new AbortController();
  const findings: Findings = { project: null, error: null, isCatchingUp: false, machines: [] };
  const sessions = createCloudSession({
    client,
    sealer: deps.sealer,
    clock,
    log,
    kept: async () => (await readState()).sessionSealed,
    keep: (sessionSealed) => store.change({ sessionSealed }),
    projectUrl: async () => (await readState()).projectUrl,
  });
  const rounds = createMirrorRounds({ ...deps, sessions, readState, signal: stopping.signal }, findings);
  const teller = createCloudTeller({ status, tell: deps.tell, onChange: deps.onChange, clock, log });
  const loop = createMirrorLoop({
    clock,
    random: deps.random ?? Math.random,
    onCrash(cause) {
      if (cause instanceof StoreUnavailable) log.warn({ reason: cause.reason }, 'The copy waits for the database');
      else log.error({ err: cause }, 'The copy to the cloud failed in a way that it should not');
      findings.error = { code: 'unreachable', detail: 'The database of this studio could not be read.' };
    },
    async round() {
      const ended = await rounds.round();
      await teller.roundEnded();
      return ended;
    },
  });
  let stopListening: (() => void) | null = null;

  async function readState(): Promise<MirrorState> {
    const { name } = await deps.computer();
    return store.read({ machineId: newMachineId(), machineName: name });
  }

  async function status(): Promise<Cloud> {
    const project = await client.project();
    const state = await readState();
    const known = project.ok ? project.value : null;
    const follows = known !== null && state.sessionSealed !== null;
    const behind = follows ? await store.behind(state.cursor) : null;
    return cloudOf({
      project: known,
      state,
      error: project.ok ? (known === null ? null : findings.error) : project.error,
      isCatchingUp: findings.isCatchingUp,
      // How much a first copy still has to do is not counted.
      changesBehind: behind === null || state.snapshot !== null ? null : behind.changes,
      oldestBehindAtMs: behind?.oldestAtMs ?? null,
      retryAtMs: findings.error === null ? null : loop.retryAt(),
      machines: findings.machines,
    });
  }

  /** Tells of what a person did. That is done, whatever comes of telling it; the next round tells it else. */
  async function announce(): Promise<void> {
    try {
      await teller.roundEnded();
    } catch (cause) {
      if (!(cause instanceof StoreUnavailable)) throw cause;
      log.warn({ reason: cause.reason }, 'How the copy stands could not be told yet');
    }
  }

  async function signedIn(session: CloudSession, actor: Actor): Promise<Result<Cloud, Refusal>> {
    const project = await client.project();
    if (!project.ok) return err(refusalOf(project.error));
    if (project.value === null) return err(notSetUp);
    const before = await readState();
    const { url } = project.value;
    const isSame = before.projectUrl === url && before.userId === session.userId;
    // What the cursor says is true of one project and one person.
    const anew = isSame
      ? {}
      : { cursor: 0, versionOffset: 0, snapshot: null, holder: null, nextHolder: null, lastCopiedAtMs: null };
    await store.change({ ...anew, projectUrl: url, userId: session.userId, email: session.email, sessionSealed: null });
    const kept = await sessions.keep(session);
    if (!kept.ok) return err(kept.error);
    rounds.unclaim();
    findings.error = null;
    findings.machines = [];
    await deps.audit.note({ action: 'cloud_signed_in', actor, subject: session.userId });
    log.info({ project: url }, 'Signed in at Supabase; the studio is copied there from now on');
    await announce();
    loop.now();
    return ok(await status());
  }

  return {
    status,

    async signIn({ email, password }, actor) {
      if (password === undefined) {
        const sent = await client.sendCode(email, stopping.signal);
        if (!sent.ok) return err(refusalOf(sent.error, 'email'));
        return ok({ codeSent: true, cloud: await status() });
      }
      const session = await client.signIn(email, password, stopping.signal);
      if (!session.ok) return err(refusalOf(session.error, 'password'));
      const cloud = await signedIn(session.value, actor);
      return cloud.ok ? ok({ codeSent: false, cloud: cloud.value }) : cloud;
    },

    async verify({ email, code }, actor) {
      const session = await client.verifyCode(email, code, stopping.signal);
      return session.ok ? signedIn(session.value, actor) : err(refusalOf(session.error, 'code'));
    },

    async signOut(actor) {
      const session = await sessions.peek();
      await sessions.forget();
      rounds.unclaim();
      findings.error = null;
      findings.machines = [];
      if (session.ok) {
        const ended = await client.signOut(session.value, stopping.signal);
        if (!ended.ok) log.warn({ why: ended.error.detail }, 'Signed out here; Supabase could not be told');
        await deps.audit.note({ action: 'cloud_signed_out', actor, subject: session.value.userId });
      }
      await announce();
      return status();
    },

    async copyNow() {
      loop.now();
      return status();
    },

    async recoveryKey(again, actor) {
      const state = await readState();
      if (state.recoveryKeyShown && !again) return err(shownBefore);
      const key = await deps.recoveryKey.read();
      if (!key.ok) return err(key.error);
      await deps.audit.note({ action: 'recovery_key_shown', actor });
      await store.change({ recoveryKeyShown: true });
      await announce();
      return ok(key.value);
    },

    async elsewhere(machineId, signal) {
      const read = await rounds.inTheirName((session) => readElsewhere(client, session, machineId, signal));
      if (!read.ok) return err(refusalOf(read.error));
      if (read.value !== null) return ok(read.value);
      return err({ code: 'not_found', detail: 'There is no such machine in the project.' });
    },

    async health() {
      return cloudHealth(await status());
    },

    async heldFrom() {
      const state = await readState();
      return state.sessionSealed === null || state.snapshot !== null ? null : state.cursor;
    },

    placeChanged: () => loop.now(),

    start() {
      stopListening = deps.events.onCommit(() => loop.note());
      loop.now();
    },

    async stop() {
      stopListening?.();
      stopping.abort();
      await loop.stop();
    },
  };
}

const notSetUp: Refusal = {
  code: 'cloud_refused',
  detail: 'No Supabase project is set up. Set its address and its publishable key first.',
};
const shownBefore: Refusal = {
  code: 'invalid_state',
  detail: 'The recovery key was shown before. Ask for it once more if it was not written down.',
};

function refusalOf({ code, detail }: CloudError, field?: string): Refusal {
  if (code === 'unreachable' || code === 'rate_limited' || code === 'called_off') {
    return { code: 'cloud_unreachable', detail };
  }
  if (code === 'needs_login' && field !== undefined) {
    return { code: 'invalid_input', detail, errors: [{ path: field, message: detail }] };
  }
  return { code: 'cloud_refused', detail };
}
