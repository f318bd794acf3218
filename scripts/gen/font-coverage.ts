import { fileURLToPath } from 'node:url';
import { coverageOfFolder } from '../../packages/render-engines/src/sketch/type/build-coverage.ts';
import { writeOrCheck } from './write-or-check.ts';

// Which characters each bundled font can draw.
const folder = new URL('../../packages/render-engines/fonts/', import.meta.url);
const coverage = coverageOfFolder(fileURLToPath(folder));
writeOrCheck('packages/render-engines/fonts/coverage.json', `${JSON.stringify(coverage, null, 2)}\n`);
