import { join } from 'node:path';
import { toolEnvironment } from './setup/environment.mjs';
import { repositoryRoot } from './setup/folders.mjs';
import { runInForeground } from './setup/foreground.mjs';
import { build, setUp } from './setup/set-up.mjs';
import { runScript } from './setup/setup-error.mjs';

// `npm run bench -- FLAGS`: the set-up and the build, then every figure of bench/rows in one table.
await runScript(async () => {
  const tools = await setUp({ forDevelopers: true });
  await build(tools);
  const main = join(repositoryRoot, 'bench', 'main.ts');
  return runInForeground(tools.node, ['--conditions=source', '--expose-gc', main, ...process.argv.slice(2)], {
    cwd: repositoryRoot,
    env: toolEnvironment(tools.searchPath),
  });
});
