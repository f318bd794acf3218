import { type SourceText, lineOf } from './source-text.ts';

export interface Import {
  readonly specifier: string;
  /** Counted from 1. */
  readonly line: number;
}

const patterns = [
  // import x from 'y', import { x } from 'y', export { x } from 'y', export * from 'y'
  /\b(?:import|export)\b[\w\s{},*$]*?\bfrom\s*(['"])([^'"\n]+)\1/g,
  // import 'y', import('y')
  /\bimport\s*\(?\s*(['"])([^'"\n]+)\1/g,
];

/** Every module that a source names in an import or a re-export, with types and dynamic imports. */
export function findImports(text: SourceText): Import[] {
  return patterns.flatMap((pattern) =>
    [...text.code.matchAll(pattern)]
      // Inside a string the word `import` is blank in the bare form: that is text about imports.
      .filter((match) => /^(import|export)/.test(text.bare.slice(match.index)))
      .map((match) => ({ specifier: match[2] ?? '', line: lineOf(text.code, match.index) })),
  );
}
