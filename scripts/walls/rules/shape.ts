import { basename } from 'node:path/posix';
import type { Tree } from '../read-tree.ts';
import type { Violation } from '../violation.ts';

const longestFileLines = 300;
const vagueWords = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers', 'misc']);

export function checkLengths({ files }: Tree): Violation[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.code.trimEnd().split('\n').length;
    if (lines <= longestFileLines) return [];
    return [{ rule: 'too-long', file: path, line: 0, detail: `${lines} lines, and ${longestFileLines} are the limit` }];
  });
}

/** No file and no folder has a name that says nothing about what is in it. */
export function checkNames({ files }: Tree): Violation[] {
  return files.flatMap(({ path }) => {
    const words = path.split(/[/._-]|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
    const vague = words.find((word) => vagueWords.has(word));
    if (vague === undefined) return [];
    return [{ rule: 'vague-name', file: path, line: 0, detail: `“${vague}” says nothing about what is in it` }];
  });
}

const reExport = /\bexport\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+['"][^'"]+['"]\s*;?/g;

/** A package's door says what is inside, and holds nothing itself. */
export function checkDoors({ files }: Tree): Violation[] {
  return files
    .filter(({ path }) => /^(packages|apps)\/[^/]+\/src\/index\.ts$/.test(path))
    .filter(({ text }) => text.code.replaceAll(reExport, '').trim() !== '')
    .map(({ path }) => ({
      rule: 'door',
      file: path,
      line: 0,
      detail: `${basename(path)} has more in it than re-exports`,
    }));
}
