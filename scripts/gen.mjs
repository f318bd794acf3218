import { join } from 'node:path';
import { toolEnvironment } from './setup/environment.mjs';
import { repositoryRoot } from './setup/folders.mjs';
import { runInForeground } from './setup/foreground.mjs';
import { setUp } from './setup/set-up.mjs';
import { runScript } from './setup/setup-error.mjs';

/** Each writes its files, or with --check compares them and ends with 1 where they differ. */
const generators = ['job-lifecycle.ts', 'font-coverage.ts', 'worker-schemas.ts', 'crash-report-example.ts'];

// `npm run gen`: writes the files that are made from the sources.
await runScript(async () => {
  const tools = await setUp({ forDevelopers: true });
  const options = { cwd: repositoryRoot, env: toolEnvironment(tools.searchPath) };
  let exitCode = 0;
  for (const generator of generators) {
    const script = join(repositoryRoot, 'scripts', 'gen', generator);
    const parameters = ['--conditions=source', script, ...process.argv.slice(2)];
    exitCode = Math.max(exitCode, await runInForeground(tools.node, parameters, options));
  }
  return exitCode;
});
