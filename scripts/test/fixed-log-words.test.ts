import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const call = /\blog\.error\(\s*(?:\{[^{}]*\}|[\w.]+),\s*([^\n]*)/g;

/** Crash reports carry the words of these lines as the place of the crash, so nothing may be put into them. */
describe('lines that are logged as errors', () => {
  it('say what happened in fixed words', () => {
    const files = globSync(['packages/*/src/**/*.ts', 'apps/daemon/src/**/*.ts'], { cwd: root });
    const calls = files
      // The last one hands words on.
      .filter((file) => !/\.test\.ts$|\/testing\/|log-with-reports\.ts$/.test(file))
      .flatMap((file) => {
        const source = readFileSync(root + file, 'utf8');
        const count = source.match(/\blog\.error\(/g)?.length ?? 0;
        const words = [...source.matchAll(call)].map(([, said]) => said ?? '');
        // One that this cannot read is shown as it is.
        return count === words.length ? words.map((said) => `${file}: ${said}`) : [`${file}: ${count} calls`];
      });
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter((each) => !/: '[A-Z][A-Za-z0-9 ,;'.-]{1,58}'\);$/.test(each))).toEqual([]);
  });
});
