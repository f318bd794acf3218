import { join } from 'node:path';
import { providePython } from '../python/environment.mjs';

/**
 * rclone, whose `serve s3` is a real S3 server that checks signatures, and which uploads to one for comparison.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ program: string } | { missing: string }>} `missing`: what to install
 */
export async function provideRclone(env) {
  const provided = await providePython(env, {
    name: 'rclone',
    requirements: join(import.meta.dirname, 'requirements.txt'),
    python: [3, 10],
    installMs: 5 * 60_000,
    duration: 'about 30 s',
  });
  return 'missing' in provided ? provided : { program: provided.program('rclone') };
}
