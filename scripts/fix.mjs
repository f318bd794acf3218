import { repositoryRoot } from './setup/folders.mjs';
import { runInForeground } from './setup/foreground.mjs';
import { tool } from './setup/tool.mjs';
import { runScript } from './setup/setup-error.mjs';
import { setUp } from './setup/set-up.mjs';
import { toolEnvironment } from './setup/environment.mjs';

// `npm run fix`: puts right what the format and lint checks can put right by themselves, and shows the rest.
await runScript(async () => {
  const tools = await setUp({ forDevelopers: true });
  const options = { cwd: repositoryRoot, env: toolEnvironment(tools.searchPath) };
  const formatted = await runInForeground(
    tools.node,
    [tool('@biomejs/biome', 'biome'), 'format', '--write', '.'],
    options,
  );
  const linted = await runInForeground(tools.node, [tool('oxlint'), '--fix'], options);
  return formatted === 0 && linted === 0 ? 0 : 1;
});
