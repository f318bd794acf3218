import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { billOfMaterials } from './sbom/bill-of-materials.mjs';
import { say } from './setup/announce.mjs';
import { repositoryRoot } from './setup/folders.mjs';
import { runScript } from './setup/setup-error.mjs';
import { build, setUp } from './setup/set-up.mjs';

// `npm run sbom`: builds, and writes the list of parts of the published package.
await runScript(async () => {
  await build(await setUp({ forDevelopers: true }));
  const file = join(repositoryRoot, 'sbom.cdx.json');
  writeFileSync(file, `${JSON.stringify(billOfMaterials(repositoryRoot), null, 2)}\n`);
  say(`Written: ${file}`);
  return 0;
});
