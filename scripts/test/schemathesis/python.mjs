import { join } from 'node:path';
import { providePython } from '../python/environment.mjs';

/**
 * The programs of the pinned Python packages.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ program: string } | { missing: string }>} `missing`: what to install
 */
export async function provideSchemathesis(env) {
  const provided = await providePython(env, {
    name: 'schemathesis',
    requirements: join(import.meta.dirname, 'requirements.txt'),
    python: [3, 10],
    installMs: 5 * 60_000,
    duration: 'about 30 s',
  });
  return 'missing' in provided ? provided : { program: provided.program('schemathesis') };
}
