import { runScript } from './setup/setup-error.mjs';
import { build, setUp } from './setup/set-up.mjs';

// `npm run build`: the set-up, then whatever changed since the last build.
await runScript(async () => {
  await build(await setUp({ forDevelopers: true }));
  return 0;
});
