/** One variable of the environment that the product knows. */
export interface KnownVariable {
  readonly name: string;
  /** Its value must never be shown, logged or sent anywhere but to its own service. */
  readonly secret: boolean;
  readonly usedFor: string;
  /** A name it had before, still read when the present one is not set. */
  readonly oldName?: string;
}

/** Every variable that is read. `.env.production.template` lists the same names. */
export const knownVariables = [
  { name: 'RUNPOD_ENDPOINT', secret: false, usedFor: 'Base address of the RunPod endpoint that renders' },
  { name: 'RUNPOD_API_KEY', secret: true, usedFor: 'Key of the RunPod account' },
  { name: 'R2_BUCKET', secret: false, usedFor: 'Name of the bucket that keeps finished clips' },
  { name: 'R2_PUBLIC_BASE_URL', secret: false, usedFor: 'Public address of that bucket' },
  { name: 'AWS_ACCESS_KEY_ID', secret: true, usedFor: 'Access key of the object storage' },
  { name: 'AWS_SECRET_ACCESS_KEY', secret: true, usedFor: 'Secret key of the object storage' },
  { name: 'AWS_ENDPOINT_URL', secret: false, usedFor: 'Address of the object storage' },
  { name: 'SUPABASE_URL', secret: false, usedFor: 'Address of the Supabase project' },
  {
    name: 'SUPABASE_PUBLISHABLE_KEY',
    secret: true,
    usedFor: 'Publishable key of the Supabase project',
    oldName: 'SUPABASE_ANON_KEY',
  },
  {
    name: 'SUPABASE_SECRET_KEY',
    secret: true,
    usedFor: "Secret key of one's own Supabase project",
    oldName: 'SUPABASE_SERVICE_KEY',
  },
  { name: 'SENTRY_DSN', secret: true, usedFor: 'Where crash reports go' },
  { name: 'GOOGLE_CLIENT_ID', secret: false, usedFor: 'OAuth client for YouTube' },
  { name: 'GOOGLE_CLIENT_SECRET', secret: true, usedFor: 'OAuth client secret for YouTube' },
  { name: 'INSTAGRAM_CLIENT_ID', secret: false, usedFor: 'OAuth client for Instagram' },
  { name: 'INSTAGRAM_CLIENT_SECRET', secret: true, usedFor: 'OAuth client secret for Instagram' },
  {
    name: 'INSTAGRAM_REDIRECT_URI',
    secret: false,
    usedFor: "Address of one's own that is registered for Instagram's login",
  },
  { name: 'OPENAI_API_KEY', secret: true, usedFor: 'Key for OpenAI language models' },
  { name: 'GEMINI_API_KEY', secret: true, usedFor: 'Key for Gemini language models' },
  { name: 'ELEVENLABS_API_KEY', secret: true, usedFor: 'Key for ElevenLabs voices' },
  { name: 'VIDEOS_API_URL', secret: false, usedFor: 'Address of a server that speaks the Videos API' },
  { name: 'VIDEOS_API_KEY', secret: true, usedFor: 'Key for that server' },
  { name: 'VIDEOEXPRESS_HOME', secret: false, usedFor: 'One folder for data, state and configuration' },
  { name: 'VIDEOEXPRESS_PORT', secret: false, usedFor: 'Port of the studio, 8000 when left out' },
  { name: 'RUNPOD_API_BASE_URL', secret: false, usedFor: 'Stand-in address of the RunPod management API' },
  { name: 'GOOGLE_ACCOUNTS_BASE_URL', secret: false, usedFor: 'Stand-in address of the Google login page' },
  { name: 'GOOGLE_TOKEN_BASE_URL', secret: false, usedFor: 'Stand-in address of the Google token service' },
  { name: 'YOUTUBE_API_BASE_URL', secret: false, usedFor: 'Stand-in address of the YouTube API' },
  { name: 'INSTAGRAM_AUTH_BASE_URL', secret: false, usedFor: 'Stand-in address of the Instagram login page' },
  { name: 'INSTAGRAM_GRAPH_BASE_URL', secret: false, usedFor: 'Stand-in address of the Instagram API' },
  { name: 'ELEVENLABS_BASE_URL', secret: false, usedFor: 'Stand-in address of the ElevenLabs API' },
  { name: 'OPENAI_BASE_URL', secret: false, usedFor: 'Stand-in address of the OpenAI API' },
  { name: 'GEMINI_BASE_URL', secret: false, usedFor: 'Stand-in address of the Gemini API' },
] as const satisfies readonly KnownVariable[];

export type VariableName = (typeof knownVariables)[number]['name'];
