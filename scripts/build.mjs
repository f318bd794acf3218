import { say } from './setup/announce.mjs';
import { runScript } from './setup/setup-error.mjs';
import { build, setUp } from './setup/set-up.mjs';

// `npm run build`: the set-up, then whatever changed since the last build.
await runScript(async () => {
  await build(await setUp({ forDevelopers: true }));
  say('Built: apps/cli/dist and apps/cli/ui');
  return 0;
});
