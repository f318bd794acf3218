import { z } from 'zod';
import { cloudAddressSchema } from './cloud-address.ts';
import { oauthClientsSchema } from './oauth-clients.ts';
import { captionSettingsSchema } from './caption-settings.ts';
import { objectPlaceSchema } from './object-place.ts';

export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** The value of one setting of an engine; the engine's own schema says which values it takes. */
export const engineSettingValueSchema = z.union([z.string().max(2000), z.number(), z.boolean()]);
export type EngineSettingValue = z.infer<typeof engineSettingValueSchema>;

/** A key or chord as the studio writes it: `Mod+Shift+K`, `R`, `?`. Null: the action has no key. */
const chordSchema = z.string().min(1).max(40).nullable();

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time from 00:00 to 23:59, as in 18:00.');

/** What a person has set. Everything has a default, so a fresh studio needs none of it. */
export const settingsSchema = z
  .object({
    defaultEngine: z.string().meta({ description: 'The engine of a job that names none.' }),
    engines: z.record(z.string(), z.record(z.string(), engineSettingValueSchema)),
    objectStorage: objectPlaceSchema,
    supabaseUrl: z.string().meta({ description: 'Address of the Supabase project; empty: none.' }),
    oauthClients: oauthClientsSchema,
    captions: captionSettingsSchema.meta({ description: 'Who suggests titles and captions.' }),
    trashDays: z.int().min(1).max(365).meta({ description: 'How long the trash keeps a file.' }),
    historyDays: z
      .int()
      .min(1)
      .max(3650)
      .nullable()
      .meta({ description: 'How long ended jobs are kept; null: always. Clips stay.' }),
    eventDays: z.int().min(1).max(90).meta({ description: 'How long events are kept for streams that come back.' }),
    logDays: z
      .int()
      .min(1)
      .max(365)
      .meta({ description: 'How long log files are kept; never more than 80 MB of them.' }),
    quarantineDays: z.int().min(1).max(365).meta({ description: 'How long files that were no valid video are kept.' }),
    upgradeCopyDays: z
      .int()
      .min(1)
      .max(3650)
      .meta({ description: 'How long copies of the database from before upgrades are kept; the newest always.' }),
    monthlyBudgetUsd: z.number().min(0).max(1_000_000).nullable().meta({
      description: 'US dollars a month, after which paid engines are given no more work; null: no limit.',
    }),
    publishTimes: z.array(timeOfDaySchema).min(1).max(24).meta({
      description:
        'Times of each day, by the clock of this machine, at which posts go out that take the next free one.',
    }),
    notifications: z.object({ sound: z.boolean(), desktop: z.boolean() }),
    crashReports: z.boolean().meta({ description: 'Crashes are reported, where a Sentry DSN is set.' }),
    theme: z.enum(themes),
    shortcuts: z.record(z.string().max(100), chordSchema).meta({ description: 'Keys that were changed, by action.' }),
    welcomed: z.boolean().meta({ description: 'The first-run card was put away.' }),
  })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof settingsSchema>;

/**
 * What `PATCH /api/v1/settings` takes: only what changes. Records are merged by key; `captions`, `notifications`,
 * `objectStorage` and `oauthClients` by field.
 */
export const patchSettingsSchema = z
  .strictObject({
    defaultEngine: z.string().min(1).max(100).optional(),
    engines: settingsSchema.shape.engines.optional(),
    objectStorage: objectPlaceSchema.partial().strict().optional(),
    supabaseUrl: cloudAddressSchema.optional(),
    oauthClients: oauthClientsSchema.partial().strict().optional(),
    captions: captionSettingsSchema.partial().strict().optional(),
    trashDays: settingsSchema.shape.trashDays.optional(),
    historyDays: settingsSchema.shape.historyDays.optional(),
    eventDays: settingsSchema.shape.eventDays.optional(),
    logDays: settingsSchema.shape.logDays.optional(),
    quarantineDays: settingsSchema.shape.quarantineDays.optional(),
    upgradeCopyDays: settingsSchema.shape.upgradeCopyDays.optional(),
    monthlyBudgetUsd: settingsSchema.shape.monthlyBudgetUsd.optional(),
    publishTimes: settingsSchema.shape.publishTimes.optional(),
    notifications: z.strictObject({ sound: z.boolean().optional(), desktop: z.boolean().optional() }).optional(),
    crashReports: settingsSchema.shape.crashReports.optional(),
    theme: settingsSchema.shape.theme.optional(),
    shortcuts: z
      .record(z.string().max(100), chordSchema.or(z.literal(false)))
      .optional()
      .meta({ description: 'false: back to the default.' }),
    welcomed: z.boolean().optional(),
  })
  .meta({ id: 'PatchSettings' });
export type PatchSettings = z.infer<typeof patchSettingsSchema>;

export const folderIds = ['data', 'media', 'state', 'config', 'logs', 'quarantine'] as const;
export type FolderId = (typeof folderIds)[number];

/** A folder of the studio, with what lies in it. */
export const studioFolderSchema = z.object({
  id: z.enum(folderIds),
  label: z.string(),
  path: z.string(),
  bytes: z.int().nonnegative().nullable().meta({ description: 'Null while it is not known.' }),
});
export type StudioFolder = z.infer<typeof studioFolderSchema>;

/** Something that is set outside the studio, which nothing inside it can change. */
export const outsideSettingSchema = z.object({
  name: z.string(),
  source: z.enum(['environment', 'env_file']),
  usedFor: z.string(),
  value: z.string().nullable().meta({ description: 'Null where it is a secret.' }),
});
export type OutsideSetting = z.infer<typeof outsideSettingSchema>;

/** The programs that a running studio is made of. */
export const aboutSchema = z
  .object({
    version: z.string(),
    node: z.string(),
    sqlite: z.string(),
    platform: z.string(),
    startedAt: z.iso.datetime(),
    folders: z.array(studioFolderSchema),
    port: z.int(),
    outside: z.array(outsideSettingSchema).meta({ description: 'Set in the environment or in a `.env`.' }),
  })
  .meta({ id: 'About' });
export type About = z.infer<typeof aboutSchema>;
