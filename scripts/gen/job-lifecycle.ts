import { readFileSync, writeFileSync } from 'node:fs';
import { drawJobLifecycle } from './draw-job-lifecycle.ts';

// Writes docs/job-lifecycle.md; with --check compares it and ends with 1 where it differs.
const file = new URL('../../docs/job-lifecycle.md', import.meta.url);
const wanted = drawJobLifecycle();

function current(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

if (!process.argv.includes('--check')) {
  writeFileSync(file, wanted);
} else if (current() !== wanted) {
  process.stderr.write('docs/job-lifecycle.md does not fit the transition table any more: run npm run gen\n');
  process.exitCode = 1;
}
