import { ok, type Result } from '@videoexpress/job-schema';
import { claimMachine } from './claim-machine.ts';
import type { CloudError, CloudMachine, CloudProject, CloudSession } from './cloud-client.ts';
import type { CloudSessions } from './cloud-session.ts';
import { copyStep } from './copy-step.ts';
import type { MirrorDeps } from './mirror-deps.ts';
import type { Round } from './mirror-loop.ts';
import type { MirrorState } from './mirror-store.ts';

/** A machine says this often that it is there, and looks whether it is still the only one of its name. */
const claimAgainMs = 60 * 60_000;

export interface RoundsDeps extends MirrorDeps {
  readonly sessions: CloudSessions;
  readonly readState: () => Promise<MirrorState>;
  readonly signal: AbortSignal;
}

/** What the last round found out. */
export interface Findings {
  project: CloudProject | null;
  error: CloudError | null;
  isCatchingUp: boolean;
  machines: readonly CloudMachine[];
}

/** The rounds of the copy: who it is, then one step after the other. */
export function createMirrorRounds(deps: RoundsDeps, findings: Findings) {
  let claimed: { readonly of: string; readonly atMs: number } | null = null;

  /** The service may refuse a token before its time; one newer one is tried. */
  async function inTheirName<T>(
    work: (session: CloudSession) => Promise<Result<T, CloudError>>,
  ): Promise<Result<T, CloudError>> {
    const session = await deps.sessions.current(deps.signal);
    if (!session.ok) return session;
    const first = await work(session.value);
    if (first.ok || first.error.code !== 'needs_login') return first;
    const newer = await deps.sessions.afterRefusal(session.value, deps.signal);
    return newer.ok ? work(newer.value) : newer;
  }

  async function claimedState(state: MirrorState, session: CloudSession): Promise<Result<MirrorState, CloudError>> {
    const of = `${state.projectUrl} ${state.userId} ${state.machineId}`;
    if (claimed?.of === of && deps.clock.monotonic() - claimed.atMs < claimAgainMs) return ok(state);
    const mine = await claimMachine({ ...deps, tables: deps.client }, state, session, deps.signal);
    if (!mine.ok) return mine;
    claimed = {
      of: `${mine.value.projectUrl} ${mine.value.userId} ${mine.value.machineId}`,
      atMs: deps.clock.monotonic(),
    };
    const machines = await deps.client.machines(session, deps.signal);
    if (machines.ok) findings.machines = machines.value;
    return mine;
  }

  async function round(): Promise<Round> {
    const project = await deps.client.project();
    findings.project = project.ok ? project.value : null;
    if (!project.ok) return failed(project.error);
    findings.error = null;
    if (project.value === null) return { kind: 'off' };
    const state = await deps.readState();
    if (state.sessionSealed === null) return { kind: 'off' };
    if (state.projectUrl !== project.value.url) {
      return failed({ code: 'needs_login', detail: 'The address is that of another project now. Sign in there.' });
    }
    const step = await inTheirName(async (session) => {
      const mine = await claimedState(state, session);
      if (!mine.ok) return mine;
      return copyStep(
        {
          store: deps.store,
          tables: deps.client,
          keyId: () => deps.sealer.keyId(),
          log: deps.log,
          now: () => deps.clock.now(),
          signal: deps.signal,
        },
        session,
        mine.value,
      );
    });
    if (!step.ok) return failed(step.error);
    findings.isCatchingUp = step.value.more;
    return { kind: step.value.more ? 'more' : 'idle' };
  }

  function failed(error: CloudError): Round {
    if (error.code === 'called_off') return { kind: 'off' };
    findings.error = error;
    findings.isCatchingUp = false;
    return { kind: 'failed', error };
  }

  return {
    round,
    inTheirName,
    /** Who this is has to be found out anew. */
    unclaim(): void {
      claimed = null;
    },
  };
}
