import type { AuditActor, Result, Secret, SecretList, SecretName } from '@videoexpress/job-schema';
import type { Refusal } from '../refusal.ts';
import type { SecretReader } from './secret-vault.ts';

/** The secrets as the outside may handle them: in, away, and back within a minute, but never out. `by` is who asks for it. */
export interface Secrets extends SecretReader {
  list(): Promise<SecretList>;
  /** Keeps a value. Refused where the environment sets it, unless `underEnvironment`. */
  put(name: SecretName, value: string, underEnvironment: boolean, by: AuditActor): Promise<Result<Secret, Refusal>>;
  remove(name: SecretName, by: AuditActor): Promise<Result<Secret, Refusal>>;
  /** Takes the last change back, within a minute of it. */
  undo(name: SecretName, by: AuditActor): Promise<Result<Secret, Refusal>>;
}
