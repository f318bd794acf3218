import { describe, expect, it } from 'vitest';
import { findImports } from './imports.ts';
import { readSourceText } from './source-text.ts';

describe('readSourceText', () => {
  it.each([
    ['a // process.env\nb', 'a               \nb'],
    ['a /* process.env\n x */ b', 'a               \n      b'],
    ["const a = 'process.env'", "const a = '           '"],
    ['const a = "it\'s // no comment"; b', 'const a = "                  "; b'],
    ['const a = `x ${process.env} y`', 'const a = `   {process.env}  `'],
    ['const a = `x ${b({ c: `in ${d}` })}`; e', 'const a = `   {b({ c: `    {d}` })}`; e'],
    ['const a = /[\'"`]/g; process.env', 'const a = /     /g; process.env'],
    ['const a = b / c; // d / e', 'const a = b / c;         '],
    ['const a = /[/*]/; b', 'const a = /    /; b'],
  ])('blanks what is no code in %j', (source, bare) => {
    expect(readSourceText(source).bare).toBe(bare);
  });

  it('keeps strings, and the length of everything', () => {
    const source = "import a from 'b'; // c\nconst d = `e ${f} g`; /* h */";
    const { code, bare } = readSourceText(source);
    expect(code).toBe("import a from 'b';     \nconst d = `e ${f} g`;        ");
    expect(bare).toHaveLength(source.length);
  });
});

describe('findImports', () => {
  it.each([
    ["import a from 'x';", 'x'],
    ["import { a, type B as C } from 'x';", 'x'],
    ["import {\n  a,\n  b,\n} from 'x';", 'x'],
    ["import type { A } from 'x';", 'x'],
    ["import * as a from 'x';", 'x'],
    ["import 'x';", 'x'],
    ["export { a } from 'x';", 'x'],
    ["export type { A } from 'x';", 'x'],
    ["export * from 'x';", 'x'],
    ["const a = await import('x');", 'x'],
    ["type A = import('x').A;", 'x'],
  ])('finds the module in %j', (source, specifier) => {
    expect(findImports(readSourceText(source)).map((found) => found.specifier)).toEqual([specifier]);
  });

  it.each(["// import a from 'x';", 'const a = "import b from \'x\'";', "const a = ['from', 'x'];", 'import.meta.url'])(
    'finds nothing in %j',
    (source) => {
      expect(findImports(readSourceText(source))).toEqual([]);
    },
  );

  it('tells the line', () => {
    expect(findImports(readSourceText("// a\n\nimport b from 'x';"))).toEqual([{ specifier: 'x', line: 3 }]);
  });
});
