import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Lets Node keep what it compiles of the built program in the package's own folder, so that the next start reads it
 * instead. Whoever may write there may change the program itself, which cannot be said of Node's own choice below the
 * folder for temporary files. Where it may not be written, nothing is kept and nothing fails. The sources, which run in
 * development alone, are left out.
 *
 * @param programUrl the file that Node was started with
 */
export function keepCompiled(programUrl: string): void {
  if (programUrl.endsWith('.js')) enableCompileCache(fileURLToPath(new URL('../.compile-cache', programUrl)));
}
