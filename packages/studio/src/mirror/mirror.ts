import type {
  AuditEntry,
  Cloud,
  CloudElsewhere,
  CloudSignIn,
  CloudVerify,
  Result,
  ServiceHealth,
} from '@videoexpress/job-schema';
import type { Refusal } from '../refusal.ts';

/** Who asks, as the audit log names them. */
export type Actor = AuditEntry['actor'];

/** The copy of this studio in the person's own Supabase project. No job ever waits for it. */
export interface Mirror {
  status(): Promise<Cloud>;
  /** With a password it is tried at once, else a code is sent by e-mail. */
  signIn(
    request: CloudSignIn,
    actor: Actor,
  ): Promise<Result<{ readonly codeSent: boolean; readonly cloud: Cloud }, Refusal>>;
  verify(request: CloudVerify, actor: Actor): Promise<Result<Cloud, Refusal>>;
  signOut(actor: Actor): Promise<Cloud>;
  /** Tries at once, whatever is waited for. */
  copyNow(): Promise<Cloud>;
  /** The recovery key; refused the second time, unless it is asked for once `again`. */
  recoveryKey(again: boolean, actor: Actor): Promise<Result<string, Refusal>>;
  elsewhere(machineId: string, signal: AbortSignal): Promise<Result<CloudElsewhere, Refusal>>;
}

/** What the rest of the studio needs of it. */
export interface MirrorWork extends Mirror {
  health(): Promise<ServiceHealth>;
  /** The event that the log has to go back to for its sake; null: it needs none. */
  heldFrom(): Promise<number | null>;
  /** Address or key may be other ones now. */
  placeChanged(): void;
  start(): void;
  stop(): Promise<void>;
}
