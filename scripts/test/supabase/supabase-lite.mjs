import { bringPackages } from '../../setup/bring-package.mjs';

const version = '0.10.0';
const packages = [`@supabase/lite@${version}`, '@supabase/supabase-js@2.119.1', 'postgres@3.4.9'];

/**
 * Supabase's own small server: PostgREST and sign-in in one process. It is brought into the cache and is no dependency: with
 * what it needs it has 148 MB.
 * @returns {Promise<{ folder: string } | { missing: string }>}
 */
export async function provideSupabaseLite() {
  const brought = await bringPackages({ packages, into: `supabase-lite-${version}` });
  return 'failure' in brought ? { missing: `@supabase/lite@${version}: ${brought.failure}` } : brought;
}
