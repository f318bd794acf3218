import { join } from 'node:path';
import { providePythonProgram } from '../python/provide-program.mjs';

/**
 * rclone, whose `serve s3` is a real S3 server that checks signatures, and which uploads to one for comparison.
 * @param {NodeJS.ProcessEnv} env
 */
export function provideRclone(env) {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  return providePythonProgram(env, { program: 'rclone', label: 'rclone', requirements });
}
