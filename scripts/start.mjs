import { join } from 'node:path';
import { repositoryRoot } from './setup/folders.mjs';
import { runInForeground } from './setup/foreground.mjs';
import { endWithNpm } from './setup/parent-watch.mjs';
import { build, setUp } from './setup/set-up.mjs';
import { runScript } from './setup/setup-error.mjs';

// `npm start -- FLAGS`: the set-up, then `videoexpress start FLAGS` in this terminal.
await runScript(async () => {
  endWithNpm();
  const tools = await setUp({ forDevelopers: false });
  await build(tools);
  const launcher = join(repositoryRoot, 'apps', 'cli', 'bin', 'videoexpress.js');
  return runInForeground(tools.node, [launcher, 'start', ...process.argv.slice(2)]);
});
