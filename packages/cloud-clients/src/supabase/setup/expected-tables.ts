type Verb = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

export interface ExpectedPolicy {
  readonly name: string;
  readonly verb: 'ALL' | 'SELECT' | 'INSERT';
}

/** How one of our tables is protected after the migrations. A test holds this against the migrations themselves. */
export interface ExpectedTable {
  readonly name: string;
  /** Of `authenticated` and of `service_role`; `anon` has none. */
  readonly verbs: readonly Verb[];
  readonly policies: readonly ExpectedPolicy[];
  readonly triggers: readonly string[];
}

const mirrored = {
  verbs: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
  policies: [{ name: 'own rows', verb: 'ALL' }],
} as const;

export const expectedTables: readonly ExpectedTable[] = [
  { name: 'machines', ...mirrored, triggers: ['studio_keep_machine'] },
  ...['projects', 'renders', 'jobs', 'publications', 'connections', 'oauth_tokens'].map((name) => ({
    name,
    ...mirrored,
    triggers: ['studio_keep_row'],
  })),
  {
    name: 'audit_log',
    verbs: ['SELECT', 'INSERT'],
    policies: [
      { name: 'read own rows', verb: 'SELECT' },
      { name: 'add own rows', verb: 'INSERT' },
    ],
    triggers: ['studio_keep_audit_log', 'studio_keep_whole_audit_log', 'studio_stamp_audit_log'],
  },
];
