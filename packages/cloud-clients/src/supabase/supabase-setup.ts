import { cloudAddressSchema } from '@videoexpress/job-schema';
import type { SecretReader } from '@videoexpress/studio';

/** Everything that a client of one project is made from. */
export interface SupabaseSetup {
  /** Without a slash at the end. */
  readonly url: string;
  readonly key: string;
  /** The key is a secret one of one's own project: it could do what row level security keeps from others. */
  readonly isSecretKey: boolean;
}

export type ReadSetup =
  | { readonly state: 'set'; readonly setup: SupabaseSetup }
  | { readonly state: 'not_set' }
  | { readonly state: 'wrong'; readonly detail: string };

/**
 * Address and key as they now are. The publishable key is used where there is one: a secret key is taken only where it is
 * the only one, and even then everything is asked in the name of whoever is signed in.
 */
export async function readSupabaseSetup(address: string, secrets: SecretReader): Promise<ReadSetup> {
  const publishable = await secrets.read('SUPABASE_PUBLISHABLE_KEY');
  const secret = await secrets.read('SUPABASE_SECRET_KEY');
  const key = publishable ?? secret;
  if (address === '' && key === null) return { state: 'not_set' };
  if (address === '') return { state: 'wrong', detail: 'There is a key, and the address of the project is missing.' };
  if (key === null) return { state: 'wrong', detail: 'The address is set, and the publishable key is missing.' };
  if (!cloudAddressSchema.safeParse(address).success) {
    return { state: 'wrong', detail: 'The address of the project is no https address.' };
  }
  return { state: 'set', setup: { url: address.replace(/\/+$/, ''), key, isSecretKey: isSecretKey(key) } };
}

/** New keys say what they are; old ones are tokens that do. */
export function isSecretKey(key: string): boolean {
  if (key.startsWith('sb_')) return key.startsWith('sb_secret_');
  const [, body = ''] = key.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'role' in claims && claims.role === 'service_role';
  } catch {
    return false;
  }
}
