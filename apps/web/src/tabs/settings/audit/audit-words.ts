import type { AuditAction, AuditActor, AuditEntry } from '@videoexpress/job-schema';

/** What a filter shows, with the actions that belong to it. */
export const auditFilters = [
  { id: 'all', label: 'Everything', actions: [] },
  { id: 'logins', label: 'Logins', actions: ['login', 'logout', 'login_refused'] },
  {
    id: 'publications',
    label: 'Publications',
    actions: ['publication_requested', 'publication_live', 'publication_failed', 'publication_cancelled'],
  },
  {
    id: 'accounts',
    label: 'Accounts',
    actions: ['connection_added', 'connection_renewed', 'connection_removed', 'connection_needs_login'],
  },
  { id: 'keys', label: 'Keys', actions: ['secret_set', 'secret_removed', 'recovery_key_shown'] },
  {
    id: 'deletions',
    label: 'Deletions',
    actions: ['asset_trashed', 'asset_restored', 'asset_purged', 'project_deleted', 'project_restored', 'job_deleted'],
  },
  {
    id: 'cloud',
    label: 'Cloud and backups',
    actions: ['cloud_signed_in', 'cloud_signed_out', 'cloud_restored', 'backup_made'],
  },
  { id: 'settings', label: 'Settings', actions: ['setting_changed'] },
] as const satisfies readonly { id: string; label: string; actions: readonly AuditAction[] }[];

export type AuditFilterId = (typeof auditFilters)[number]['id'];

const actionWords: Readonly<Record<AuditAction, string>> = {
  login: 'A browser was let in',
  logout: 'A browser was logged out',
  login_refused: 'A login was refused',
  connection_added: 'An account was connected',
  connection_renewed: 'An account was connected again',
  connection_removed: 'An account was disconnected',
  connection_needs_login: 'An account needs a new login',
  publication_requested: 'A publication was asked for',
  publication_live: 'A post went live',
  publication_failed: 'A post failed',
  publication_cancelled: 'A post was cancelled',
  secret_set: 'A key was set',
  secret_removed: 'A key was removed',
  asset_trashed: 'Moved to the trash',
  asset_restored: 'Brought back from the trash',
  asset_purged: 'Deleted for good',
  project_deleted: 'A project was deleted',
  project_restored: 'A project was brought back',
  job_deleted: 'Removed from the history of jobs',
  cloud_signed_in: 'Signed in to the cloud',
  cloud_signed_out: 'Signed out of the cloud',
  cloud_restored: 'Restored from the cloud',
  recovery_key_shown: 'The recovery key was shown',
  backup_made: 'A backup was made',
  setting_changed: 'A setting was changed',
};

const actorWords: Readonly<Record<AuditActor, string>> = {
  browser: 'in a browser',
  program: 'by the command line or a program',
  studio: 'by the studio itself',
};

/** What happened, in a few words. */
export function actionText({ action }: Pick<AuditEntry, 'action'>): string {
  return actionWords[action];
}

/** By whom; null where the action says so by itself. */
export function actorText({ action, actor }: Pick<AuditEntry, 'action' | 'actor'>): string | null {
  return action === 'login' || action === 'logout' || action === 'login_refused' ? null : actorWords[actor];
}

/** What it was done to, short enough to be read: the end of an id is the part that differs. */
export function subjectText({ subject }: Pick<AuditEntry, 'subject'>): string | null {
  if (subject === null) return null;
  return /^[a-z]{3}_[0-9a-f]{32}$/.test(subject) ? `${subject.slice(0, 4)}…${subject.slice(-8)}` : subject;
}

/** Lines that fell on one day, newest first. */
export interface AuditDay {
  /** As `2026-11-28`, by the clock of this machine. */
  readonly key: string;
  readonly label: string;
  readonly entries: readonly AuditEntry[];
}

/** Lines by the days of this machine's clock, in the order they have. */
export function byDay(entries: readonly AuditEntry[], nowMs: number): readonly AuditDay[] {
  const days: { key: string; label: string; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const at = new Date(entry.at);
    const key = dayKey(at);
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else days.push({ key, label: dayLabel(at, new Date(nowMs)), entries: [entry] });
  }
  return days;
}

function dayKey(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}

function dayLabel(at: Date, now: Date): string {
  if (dayKey(at) === dayKey(now)) return 'Today';
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayKey(at) === dayKey(yesterday)) return 'Yesterday';
  return at.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** The time of day: `09:05:12`. */
export function timeText({ at }: Pick<AuditEntry, 'at'>): string {
  return new Date(at).toLocaleTimeString('en-GB');
}
