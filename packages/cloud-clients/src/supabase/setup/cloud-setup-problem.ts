/** Why a Supabase project could not be set up or looked at. */
export interface CloudSetupProblem {
  /**
   * Stable: `connection_string_invalid`, `unreachable`, `no_such_project`, `paused`, `password_refused`, `key_refused`,
   * `not_trusted`, `not_supabase`, `name_taken`, `not_allowed`, `busy`, `called_off`, `failed`.
   */
  readonly code: string;
  /** For a person: what is wrong, and what came of it. Never holds a password or a key. */
  readonly message: string;
  /** What to do; null where there is nothing to do. */
  readonly fix: string | null;
}
