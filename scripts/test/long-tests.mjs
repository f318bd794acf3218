/**
 * Test files that take long, as globs from the repository's root: they belong to `npm run test:all`, so that `npm test` stays
 * below eight minutes. Each list is one step there.
 */
export const longTests = {
  /** A daemon, a database or a mount for each line of a long table. */
  faults: [
    'apps/daemon/src/whole/faults/**',
    'packages/local-store/src/migrations/killed-upgrades.test.ts',
    'apps/cli/src/doctor/broken-databases.test.ts',
  ],
  /** A studio with a secret in every place, ended and started again, and all that leaves it; and the page, built beside them. */
  canaries: [
    'apps/daemon/src/whole/canary.test.ts',
    'apps/daemon/src/whole/canary-pages.test.ts',
    'apps/daemon/src/whole/crash-reports.test.ts',
  ],
  /** A process for each way to start, to end and to be copied. */
  processes: [
    'apps/daemon/src/whole/starts.test.ts',
    'apps/cli/src/commands/start-stop.test.ts',
    'apps/cli/src/commands/backup/backup.test.ts',
    'apps/cli/src/commands/backup/killed-backups.test.ts',
  ],
  /** RunPod's own Python, which the step brings: its SDK as worker and as client of the simulator, and the GPU worker. */
  runpod: [
    'packages/render-engines/src/testing/runpod-simulator/strangers/python.test.ts',
    'packages/render-engines/src/runpod/sdk-worker.test.ts',
  ],
  /** OpenAI's own client, which the step brings, against the stand-in for servers of its Videos API. */
  openAi: ['packages/render-engines/src/testing/videos-api-server/strangers/**'],
  /** Google's own client, which the step brings, against the stand-in for YouTube. */
  googleClient: ['packages/cloud-clients/src/testing/youtube-stand-in/strangers/**'],
  /** Clips of every codec are made to fit what services take; and daemons are killed while they publish. */
  publishing: [
    'apps/daemon/src/publications/killed-reels.test.ts',
    'apps/daemon/src/publications/killed-uploads.test.ts',
    'apps/daemon/src/publications/published-by-cli.test.ts',
    'packages/host/src/media/fit/fit-video.test.ts',
  ],
  /** Against a real S3 server, which is installed for them. */
  objectStorage: [
    'packages/cloud-clients/src/real-server/**',
    'packages/cloud-clients/src/object-storage/store-faults.test.ts',
    'apps/daemon/src/whole/object-storage.test.ts',
  ],
  /** Against a real Postgres and Supabase's own small server, which are brought for them; the rules in this process too. */
  supabase: [
    'packages/cloud-clients/src/real-supabase/**',
    'apps/daemon/src/whole/cloud-copy.test.ts',
    'packages/cloud-clients/src/supabase/setup/rules-in-process.test.ts',
  ],
  /** Two hundred clips, and files that people bring, are decoded for real; and long waits at RunPod and at servers of the Videos API, on a moved
   * clock, with every kill and every cancel. */
  renders: [
    'apps/daemon/src/whole/many-renders.test.ts',
    'apps/daemon/src/whole/imports.test.ts',
    'apps/daemon/src/engines/runpod/away-and-strange.test.ts',
    'apps/daemon/src/engines/runpod/cancelled-renders.test.ts',
    'apps/daemon/src/engines/runpod/killed-daemons.test.ts',
    'apps/daemon/src/engines/runpod/large-inputs.test.ts',
    'apps/daemon/src/engines/runpod/unknown-submissions.test.ts',
    'apps/daemon/src/engines/videos-api/away-and-strange.test.ts',
    'apps/daemon/src/engines/videos-api/cancelled-renders.test.ts',
    'apps/daemon/src/engines/videos-api/killed-daemons.test.ts',
    'apps/daemon/src/engines/videos-api/real-clips.test.ts',
    'apps/daemon/src/engines/videos-api/refused-submissions.test.ts',
    'apps/daemon/src/engines/videos-api/unknown-submissions.test.ts',
    'packages/render-engines/src/testing/runpod-simulator/light-worker/light-worker-faults.test.ts',
    'packages/render-engines/src/testing/runpod-simulator/control.test.ts',
  ],
  /** Every field and credential is tried, hostile files are decoded for real, and slow clients are given the time they take. */
  abuse: [
    'apps/daemon/src/whole/abuse/credentials.test.ts',
    'apps/daemon/src/whole/abuse/files.test.ts',
    'apps/daemon/src/whole/abuse/hostile-media.test.ts',
    'apps/daemon/src/whole/abuse/slow-and-endless.test.ts',
    'apps/daemon/src/whole/abuse/slow-readers.test.ts',
    'apps/daemon/src/whole/abuse/streams.test.ts',
    'apps/daemon/src/whole/abuse/values.test.ts',
    'apps/daemon/src/http/content/stalled-reader.test.ts',
  ],
  /** The real worker over the official SDK, by itself and under `worker start`, in an environment that the step makes for it. */
  sdkWorker: ['apps/daemon/src/worker-listener/sdk-worker.test.ts', 'apps/cli/src/worker/real-worker.test.ts'],
};

/**
 * Browser tests, as patterns of the names of their files, that run with `test:all`: each screen keeps a file of its main flows in
 * `npm test`.
 */
export const longBrowserTests = [
  'abuse',
  'audit',
  'cloud-set-up',
  'connections',
  'crash-reports',
  'generate-after-cancel',
  'generate-batch',
  'generate-from-clips',
  'generate-keyboard',
  'generate-room',
  'generate-stage',
  'library-asset',
  'library-choose',
  'library-compare',
  'library-picker',
  'library-trash',
  'looks',
  'own-workers',
  'queue-alerts',
  'queue-cancel',
  'queue-edit',
  'queue-marks',
  'queue-order',
  'reconnect',
  'room-on-screen',
  'settings-cloud',
  'settings-keys',
  'spend',
  'start-image',
  'uploads',
].map((name) => `(?<![-\\w])${name}\\.spec`);

/** Lets vitest see them. */
export const longTestsWanted = { VIDEOEXPRESS_LONG_TESTS: '1' };

/**
 * What vitest is to run of a list: it takes parts of paths, no globs.
 * @param {string[]} globs
 */
export const asVitestFilters = (globs) => globs.map((glob) => glob.replace('/**', '/'));
