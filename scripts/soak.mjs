import { toolEnvironment } from './setup/environment.mjs';
import { setUp } from './setup/set-up.mjs';
import { runScript } from './setup/setup-error.mjs';
import { runFaultProgram } from './test/faults.mjs';

// `npm run test:soak`: many jobs through one daemon, with faults all along; `--jobs N`, `--seed N`.
await runScript(async () => {
  const tools = await setUp({ forDevelopers: true });
  const context = { tools, env: toolEnvironment(tools.searchPath) };
  return (await runFaultProgram(context, 'run-soak.ts', process.argv.slice(2))) ? 0 : 1;
});
