import { toolEnvironment } from './setup/environment.mjs';
import { setUp } from './setup/set-up.mjs';
import { runScript } from './setup/setup-error.mjs';
import { runWorkerModels } from './test/worker.mjs';

// `npm run test:models`: the true pipelines of the GPU worker on a CPU.
await runScript(async () => {
  const tools = await setUp({ forDevelopers: true });
  const { passed, failed } = await runWorkerModels({ tools, env: toolEnvironment(tools.searchPath), all: true });
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});
