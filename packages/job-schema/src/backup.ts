import { z } from 'zod';
import { sha256Schema } from './sha256.ts';

/** What a backup of this program is called inside, and the newest form of it that this program reads. */
export const backupFormat = 'videoexpress-backup';
export const backupFormatVersion = 1;

/** How much of each thing a backup holds. */
export const backupCountsSchema = z.object({
  jobs: z.int().nonnegative(),
  /** Jobs that had not ended when it was made. */
  unendedJobs: z.int().nonnegative(),
  assets: z.int().nonnegative(),
  /** Assets that lay in the trash; they are counted in `assets` too. */
  trashed: z.int().nonnegative(),
  projects: z.int().nonnegative(),
});
export type BackupCounts = z.infer<typeof backupCountsSchema>;

export const backupFileSchema = z.object({
  /** Its name in the archive, with forward slashes, as it lies below the data folder. */
  name: z.string().min(1).max(1024),
  bytes: z.int().nonnegative(),
  sha256: sha256Schema,
});
export type BackupFile = z.infer<typeof backupFileSchema>;

/** A file of the library that is not in the backup, or not as the library knows it. */
export const backupGapSchema = z.object({
  name: z.string(),
  /** `missing`: it was not there. `changed`: it is in the backup, with other bytes than the library expects. */
  why: z.enum(['missing', 'changed']),
});
export type BackupGap = z.infer<typeof backupGapSchema>;

/** `manifest.json` of a backup: what it is, what is in it, and what is not. */
export const backupManifestSchema = z.object({
  format: z.literal(backupFormat),
  formatVersion: z.int().positive(),
  appVersion: z.string(),
  schemaVersion: z.int().positive(),
  madeAt: z.iso.datetime(),
  /** Whether clips, pictures and posters are in it. */
  media: z.boolean(),
  counts: backupCountsSchema,
  files: z.array(backupFileSchema),
  gaps: z.array(backupGapSchema),
  /** Names of the secrets that were set when it was made. Their values are in no backup. */
  secretsNotHeld: z.array(z.string()),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;
