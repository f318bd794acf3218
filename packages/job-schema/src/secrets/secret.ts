import { z } from 'zod';
import { secretNames, secretServices, type SecretService } from './secret-names.ts';

/** What keeps values between starts. */
export const secretBackends = ['keychain', 'file'] as const;
export type SecretBackend = (typeof secretBackends)[number];

const mostCharacters = 1024;

/**
 * A secret as it comes in: what every service's keys are made of, and no longer than the keychains of all systems take.
 * The space around it, as a copied line has, is not part of it.
 */
export const secretValueSchema = z
  .string()
  .trim()
  .max(mostCharacters)
  .regex(/^[\x21-\x7e]+$/, 'Must be one word of plain characters, as the service shows it: no spaces, no line breaks.');

/** With `underEnvironment` a value is kept although the environment sets the same name, and wins. */
export const putSecretRequestSchema = z
  .strictObject({ value: secretValueSchema, underEnvironment: z.boolean().default(false) })
  .meta({ id: 'PutSecretRequest' });
export type PutSecretRequest = z.infer<typeof putSecretRequestSchema>;

/** A value shorter than this is not hinted at: four characters would say too much of it. */
const leastForLastFour = 16;

/** The last four characters of a value that is long enough for them to say little; else null. */
export function lastFourOf(value: string): string | null {
  return value.length >= leastForLastFour ? value.slice(-4) : null;
}

/** What is told of a secret. Its value is never among it. */
export const secretSchema = z
  .object({
    name: z.enum(secretNames),
    label: z.string(),
    service: z.object({ id: z.enum(Object.keys(secretServices) as [SecretService]), label: z.string() }),
    from: z.string().meta({ description: 'Where a person gets one.' }),
    set: z.boolean().meta({ description: 'There is a value that can be used.' }),
    lastFour: z.string().nullable().meta({ description: 'Null where not set, or too short for four to say little.' }),
    source: z
      .enum(['env', ...secretBackends])
      .nullable()
      .meta({ description: 'Where the value in use comes from; the environment wins.' }),
    setIn: z.enum(['environment', 'env_file']).nullable().meta({ description: 'Where the environment sets it.' }),
    stored: z.enum(secretBackends).nullable().meta({ description: 'Where a value is kept, in use or not.' }),
    problem: z.string().nullable().meta({ description: 'Why what is kept cannot be used, and the way out.' }),
    undoUntil: z.iso.datetime().nullable().meta({ description: 'Until when the last change can be taken back.' }),
  })
  .meta({ id: 'Secret' });
export type Secret = z.infer<typeof secretSchema>;

/** Where new values go, and why there. */
export const secretStoreSchema = z
  .object({
    backend: z.enum(secretBackends),
    status: z.enum(['ok', 'degraded', 'down']),
    detail: z.string(),
    fix: z.string().nullable(),
  })
  .meta({ id: 'SecretStore' });
export type SecretStore = z.infer<typeof secretStoreSchema>;

export const secretListSchema = z
  .object({ items: z.array(secretSchema), nextCursor: z.null(), store: secretStoreSchema })
  .meta({ id: 'SecretList' });
export type SecretList = z.infer<typeof secretListSchema>;

/**
 * What the event stream carries of a change: the name, and never anything of a value, because the stream's log is kept
 * in the database and goes into backups. Whoever shows secrets reads them afresh.
 */
export const secretChangeSchema = z.object({ name: z.enum(secretNames), set: z.boolean() });
export type SecretChange = z.infer<typeof secretChangeSchema>;
