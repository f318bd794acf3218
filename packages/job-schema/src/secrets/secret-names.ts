/** The outside services that take a key, with the name each has for a person. */
export const secretServices = {
  runpod: 'RunPod',
  videos_api: 'Videos API',
  object_storage: 'Cloudflare R2',
  supabase: 'Supabase',
  youtube: 'YouTube',
  instagram: 'Instagram',
  openai: 'OpenAI',
  gemini: 'Gemini',
  elevenlabs: 'ElevenLabs',
  sentry: 'Sentry',
} as const;
export type SecretService = keyof typeof secretServices;

/** One value that only its own service may ever see. */
export interface SecretDefinition {
  /** Also the name of its variable of the environment. */
  readonly name: string;
  readonly label: string;
  readonly service: SecretService;
  /** Where a person gets one. */
  readonly from: string;
  /** A name that its variable had before, still read and taken over. */
  readonly oldName?: string;
}

/**
 * Every secret that the product knows, in the order of the Settings page. `AWS_ACCESS_KEY_ID`, the publishable key of
 * Supabase and the DSN of Sentry are no secrets by themselves; they are kept here because they come with one, change
 * with one, and say whose account it is.
 */
export const secretDefinitions = [
  { name: 'RUNPOD_API_KEY', label: 'API key', service: 'runpod', from: "RunPod's console: Settings, API Keys" },
  { name: 'VIDEOS_API_KEY', label: 'API key', service: 'videos_api', from: 'Whoever runs the server' },
  {
    name: 'AWS_ACCESS_KEY_ID',
    label: 'Access key id',
    service: 'object_storage',
    from: "Cloudflare's dashboard: R2, Manage API tokens; or another S3 store",
  },
  {
    name: 'AWS_SECRET_ACCESS_KEY',
    label: 'Secret access key',
    service: 'object_storage',
    from: 'Shown once, with the access key id',
  },
  {
    name: 'SUPABASE_PUBLISHABLE_KEY',
    label: 'Publishable key',
    service: 'supabase',
    from: "The project's API settings",
    oldName: 'SUPABASE_ANON_KEY',
  },
  {
    name: 'SUPABASE_SECRET_KEY',
    label: 'Secret key',
    service: 'supabase',
    from: "The project's API settings, only where the project is your own",
    oldName: 'SUPABASE_SERVICE_KEY',
  },
  {
    name: 'GOOGLE_CLIENT_SECRET',
    label: 'OAuth client secret',
    service: 'youtube',
    from: "Google Cloud's console: APIs and services, Credentials",
  },
  {
    name: 'INSTAGRAM_CLIENT_SECRET',
    label: 'OAuth client secret',
    service: 'instagram',
    from: "Meta's developer console",
  },
  { name: 'OPENAI_API_KEY', label: 'API key', service: 'openai', from: "OpenAI's console: API keys" },
  { name: 'GEMINI_API_KEY', label: 'API key', service: 'gemini', from: 'Google AI Studio: API keys' },
  { name: 'ELEVENLABS_API_KEY', label: 'API key', service: 'elevenlabs', from: 'ElevenLabs: Developers, API keys' },
  { name: 'SENTRY_DSN', label: 'DSN', service: 'sentry', from: "The project's client keys" },
] as const satisfies readonly SecretDefinition[];

export type SecretName = (typeof secretDefinitions)[number]['name'];

/** The names alone. */
export const secretNames = secretDefinitions.map(({ name }) => name);

/**
 * What the studio keeps in the secret store for itself. Nobody enters it, no environment sets it, and no list of secrets
 * shows it. `STUDIO_KEY` seals what lies outside the store: tokens of connections, sessions, addresses of uploads.
 */
export const ownSecretNames = ['STUDIO_KEY'] as const;
/** What a person does where the studio's own key is not at hand, as after a restore. */
export const ownKeyAdvice =
  'Logins to channels are sealed with a key that is in no backup: connect them again, or give the recovery key.';
export type OwnSecretName = (typeof ownSecretNames)[number];

/** Whether a name is one that the studio keeps for itself. */
export function isOwnSecretName(name: string): name is OwnSecretName {
  return ownSecretNames.some((own) => own === name);
}

/** Every name that the secret store may keep a value under. */
export type KeptSecretName = SecretName | OwnSecretName;

/** The names alone: those that a person sets first. */
export const keptSecretNames: readonly KeptSecretName[] = [...secretNames, ...ownSecretNames];

/** The secret that goes by this name, now or before; undefined where there is none. */
export function findSecret(name: string): (SecretDefinition & { readonly name: SecretName }) | undefined {
  return secretDefinitions.find((each) => each.name === name || ('oldName' in each && each.oldName === name));
}
