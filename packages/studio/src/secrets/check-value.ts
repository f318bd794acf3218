import type { SecretName } from '@videoexpress/job-schema';
import { readDsn } from '@videoexpress/job-schema/crash-reports';
import type { Refusal } from '../refusal.ts';

/** Why a value cannot be what it is given for; null where nothing can be said of it before it is used. */
export function valueRefusal(name: SecretName, value: string): Refusal | null {
  if (name !== 'SENTRY_DSN') return null;
  const read = readDsn(value);
  if (typeof read !== 'string') return null;
  return { code: 'invalid_input', detail: `This is no DSN. ${read}`, errors: [{ path: 'value', message: read }] };
}
