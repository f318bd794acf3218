import { dirname, join } from 'node:path/posix';
import { findImports } from '../imports.ts';
import type { SourceFile, Tree } from '../read-tree.ts';
import type { Violation } from '../violation.ts';

/** No two files of a package lead back to each other, by whatever way round. Each cycle is reported once. */
export function checkCycles({ files }: Tree): Violation[] {
  const known = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const violations: Violation[] = [];
  const visit = (file: SourceFile, way: readonly string[]): void => {
    const start = way.indexOf(file.path);
    if (start !== -1) {
      const cycle = [...way.slice(start), file.path];
      violations.push({ rule: 'cycle', file: file.path, line: 0, detail: cycle.join(' → ') });
      return;
    }
    if (finished.has(file.path)) return;
    for (const next of neighbours(file, known)) visit(next, [...way, file.path]);
    finished.add(file.path);
  };
  for (const file of files) visit(file, []);
  return violations;
}

function neighbours(file: SourceFile, known: ReadonlyMap<string, SourceFile>): SourceFile[] {
  return findImports(file.text).flatMap(({ specifier }) => {
    const target = specifier.startsWith('.') ? known.get(join(dirname(file.path), specifier)) : undefined;
    return target === undefined ? [] : [target];
  });
}
