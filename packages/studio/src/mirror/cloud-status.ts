import type { Cloud, ServiceHealth } from '@videoexpress/job-schema';
import { isoTime } from '../clock.ts';
import type { CloudError, CloudMachine, CloudProject } from './cloud-client.ts';
import type { MirrorState } from './mirror-store.ts';

/** What is known of the copy at this moment. */
export interface CloudFacts {
  readonly project: CloudProject | null;
  readonly state: MirrorState;
  /** Why the last round could not do its work. */
  readonly error: CloudError | null;
  /** There is more to send, and it is being sent. */
  readonly isCatchingUp: boolean;
  readonly changesBehind: number | null;
  readonly oldestBehindAtMs: number | null;
  readonly retryAtMs: number | null;
  readonly machines: readonly CloudMachine[];
}

const fixes: Readonly<Partial<Record<CloudError['code'], string>>> = {
  needs_login: 'Sign in under Settings, Cloud.',
  needs_setup: 'Run “videoexpress cloud setup”, or follow docs/supabase.md by hand.',
  invalid_key: 'Put the publishable key of the project under Settings, Keys.',
  paused: 'Open the project at supabase.com and restore it.',
  not_configured: 'Set the address of the project under Settings, Cloud, and its publishable key under Keys.',
  refused: 'The log says what Supabase did not take.',
};

/** The copy as everyone sees it. */
export function cloudOf(facts: CloudFacts): Cloud {
  const { project, state, error } = facts;
  const now = stateOf(facts);
  return {
    configured: project !== null,
    projectUrl: project?.url ?? null,
    signedInAs: state.sessionSealed === null ? null : (state.email ?? state.userId),
    bypassesRules: project?.bypassesRules ?? false,
    state: now,
    detail: now === 'off' ? null : detailOf(facts, now),
    fix: error === null ? (now === 'needs_login' ? (fixes.needs_login ?? null) : null) : (fixes[error.code] ?? null),
    changesBehind: now === 'off' || now === 'needs_login' ? null : facts.changesBehind,
    oldestBehindAt: facts.oldestBehindAtMs === null ? null : isoTime(facts.oldestBehindAtMs),
    lastCopiedAt: state.lastCopiedAtMs === null ? null : isoTime(state.lastCopiedAtMs),
    retryAt: facts.retryAtMs === null ? null : isoTime(facts.retryAtMs),
    machine: { id: state.machineId, name: state.machineName },
    others: facts.machines
      .filter(({ id }) => id !== state.machineId)
      .map(({ id, name, lastSeenAt }) => ({ id, name, lastSeenAt })),
    recoveryKeyShown: state.recoveryKeyShown,
  };
}

function stateOf({ project, state, error, isCatchingUp }: CloudFacts): Cloud['state'] {
  if (error?.code === 'not_configured') return 'failing';
  if (project === null) return 'off';
  if (state.sessionSealed === null || error?.code === 'needs_login') return 'needs_login';
  if (error?.code === 'needs_setup') return 'needs_setup';
  if (error?.code === 'unreachable' || error?.code === 'rate_limited') return 'waiting';
  if (error !== null && error.code !== 'called_off') return 'failing';
  return isCatchingUp || isFirstCopy(state) ? 'copying' : 'up_to_date';
}

/** Also before its first step: who has just signed in is not told that everything is there. */
function isFirstCopy({ snapshot, lastCopiedAtMs }: MirrorState): boolean {
  return snapshot !== null || lastCopiedAtMs === null;
}

function detailOf({ error, state }: CloudFacts, now: Cloud['state']): string {
  if (error !== null && error.code !== 'called_off') return error.detail;
  if (now === 'needs_login') return 'Nobody is signed in, so nothing is copied.';
  if (isFirstCopy(state)) return 'Everything that was here before is being copied.';
  return now === 'copying' ? 'It is catching up.' : 'Everything is copied.';
}

/** The light of the copy. Work goes on without it, so it is never worse than degraded unless a person must act. */
export function cloudHealth(cloud: Cloud): ServiceHealth {
  const base = { id: 'supabase', label: 'Supabase', latencyMs: null } as const;
  const { detail, fix } = cloud;
  switch (cloud.state) {
    case 'off':
      return { ...base, status: 'not_configured', detail: 'Nothing is copied to the cloud.', fix: null };
    case 'copying':
    case 'up_to_date':
      return { ...base, status: 'ok', detail: detail ?? '', fix };
    case 'waiting':
      return { ...base, status: 'degraded', detail: `${detail ?? ''} ${behindText(cloud)}`.trim(), fix };
    case 'needs_login':
    case 'needs_setup':
      return { ...base, status: 'degraded', detail: detail ?? '', fix };
    case 'failing':
      return { ...base, status: 'down', detail: detail ?? '', fix };
  }
}

function behindText({ changesBehind }: Cloud): string {
  if (changesBehind === null || changesBehind === 0) return '';
  return changesBehind === 1 ? 'One change waits.' : `${changesBehind} changes wait.`;
}
