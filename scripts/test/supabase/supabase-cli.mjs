import { join } from 'node:path';
import { bringPackages } from '../../setup/bring-package.mjs';
import { executable } from '../../setup/platform.mjs';

const version = '3.1.0';

/**
 * Supabase's own command line, which has to agree with this program on what was applied. It is brought into the cache and is
 * no dependency: it has 142 MB.
 * @returns {Promise<{ program: string } | { missing: string }>}
 */
export async function provideSupabaseCli() {
  const brought = await bringPackages({ packages: [`supabase@${version}`], into: `supabase-cli-${version}` });
  if ('failure' in brought) return { missing: `supabase@${version}: ${brought.failure}` };
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(brought.folder, 'node_modules', '@supabase', `cli-${system}-${process.arch}`);
  return { program: join(native, 'bin', executable('supabase')) };
}
