import { type BackupManifest, isOwnSecretName, ownKeyAdvice } from '@videoexpress/job-schema';

/** What a person reads who opens a backup with the tools of their system. */
export function readmeText(manifest: Omit<BackupManifest, 'files' | 'gaps'>): string {
  const { appVersion, madeAt, media, schemaVersion, secretsNotHeld } = manifest;
  const lines = [
    `A backup of VideoExpress ${appVersion}, made at ${madeAt}.`,
    '',
    'Restore it into an empty folder with:',
    '  videoexpress restore FILE',
    '',
    media
      ? 'It holds the database, and every clip, picture and poster of the library.'
      : 'It holds the database alone: clips and pictures are not in it.',
    `The database has schema version ${schemaVersion}; manifest.json lists each file with its size and SHA-256.`,
    '',
    'It holds no keys, no passwords, no login token and no browser sessions.',
    ...(secretsNotHeld.length === 0
      ? []
      : [
          'These secrets were set and have to be entered again after a restore:',
          ...secretsNotHeld
            .filter((name) => !isOwnSecretName(name))
            .map((name) => `  videoexpress secrets set ${name}`),
          ...(secretsNotHeld.some(isOwnSecretName) ? [ownKeyAdvice] : []),
        ]),
    '',
  ];
  return lines.join('\n');
}
