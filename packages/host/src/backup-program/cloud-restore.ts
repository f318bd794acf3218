import type { Result } from '@videoexpress/job-schema';
import type { Folders } from '../folders/folders.ts';
import type { BackupProblem } from './backup-problem.ts';

/** The Supabase project of a person, as they name it. */
export interface CloudAccess {
  readonly url: string;
  readonly key: string;
}

/** A machine whose rows can be brought back. */
export interface RestorableMachine {
  readonly id: string;
  readonly name: string;
  readonly lastSeenAt: string | null;
}

/** What is asked of the person on the way. */
export interface CloudQuestions {
  /** Signing in: a password, or null for a code by e-mail. */
  password(): Promise<string | null>;
  code(): Promise<string | null>;
  /** Which of several; null: none of them. */
  choose(machines: readonly RestorableMachine[]): Promise<RestorableMachine | null>;
  /** As it was written down; null: there is none. Asked only where there are tokens that need it. */
  recoveryKey(): Promise<string | null>;
  progress(what: string, rows: number): void;
}

export interface RestoreFromCloudOptions extends CloudAccess {
  readonly folders: Folders;
  readonly email: string;
  readonly takeOver: boolean;
  readonly questions: CloudQuestions;
  readonly signal: AbortSignal;
}

/** What came back. */
export interface RestoredStudio {
  readonly machine: RestorableMachine;
  readonly projects: number;
  readonly assets: number;
  readonly jobs: number;
  /** Of these jobs, those that had not ended and are cancelled. */
  readonly cancelledJobs: number;
  readonly publications: number;
  readonly connections: number;
  /** Of these connections, those that need no new login. */
  readonly openedConnections: number;
  readonly auditLines: number;
  readonly unreadable: number;
  readonly tookOver: boolean;
}

export type RestoreFromCloud = (options: RestoreFromCloudOptions) => Promise<Result<RestoredStudio, BackupProblem>>;
