import { join } from 'node:path';
import { providePythonProgram } from '../python/provide-program.mjs';

/** @param {NodeJS.ProcessEnv} env */
export function provideSchemathesis(env) {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  return providePythonProgram(env, { program: 'schemathesis', label: 'Schemathesis', requirements });
}
