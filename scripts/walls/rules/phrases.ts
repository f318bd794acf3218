import type { SourceFile, Tree } from '../read-tree.ts';
import { lineOf } from '../source-text.ts';
import type { Violation } from '../violation.ts';

/** Something that may be written in some files only, or nowhere. */
interface PhraseRule {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly allowedIn: (file: SourceFile) => boolean;
  readonly detail: string;
}

const isScript = (file: SourceFile): boolean => file.owner === null;
const isConfiguration = (file: SourceFile): boolean => /\.config\.(ts|mjs|js)$/.test(file.path);
const isStyle = (file: SourceFile): boolean => file.path.endsWith('.css');
const under =
  (...folders: string[]) =>
  (file: SourceFile): boolean =>
    folders.some((folder) => file.path.startsWith(folder));

const phraseRules: readonly PhraseRule[] = [
  {
    rule: 'environment',
    pattern: /\bprocess\s*\.\s*env\b/g,
    allowedIn: (file) =>
      under('packages/host/src/config/', 'apps/cli/bin/')(file) ||
      isScript(file) ||
      isConfiguration(file) ||
      file.isTest,
    detail: 'only packages/host/src/config reads the environment',
  },
  {
    rule: 'console',
    pattern: /\bconsole\s*\.\s*\w+/g,
    allowedIn: (file) => under('apps/cli/src/printer/', 'apps/cli/src/printer.ts')(file) || isScript(file),
    detail: 'only the command line’s printer writes to the console',
  },
  {
    rule: 'default-export',
    pattern: /\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/g,
    // Build steps are loaded by Next’s configuration.
    allowedIn: (file) =>
      under('apps/web/src/app/', 'apps/web/app/', 'apps/web/build-steps/')(file) || isConfiguration(file),
    detail: 'only Next’s own files, its build steps and configuration files have a default export',
  },
  {
    rule: 'mocking',
    pattern:
      /\bvi\s*\.\s*(mock|doMock|unmock|fn|spyOn|mocked|hoisted|stubGlobal|stubEnv|useFakeTimers|setSystemTime)\b/g,
    allowedIn: () => false,
    detail: 'give the code under test a real or a scripted counterpart instead',
  },
  {
    rule: 'mocking',
    pattern: /\b(jest|sinon)\s*\./g,
    allowedIn: () => false,
    detail: 'give the code under test a real or a scripted counterpart instead',
  },
  {
    rule: 'skipped-test',
    // What holds for one operating system only is tested on that one.
    pattern:
      /\b(it|test|describe|suite)\s*(\.\s*\w+\s*)*\.\s*(skip|only|todo|fails|fixme|(skipIf|runIf)(?!\s*\(\s*process\.platform))\b|\bx(it|describe)\s*\(/g,
    allowedIn: (file) => !file.isTest,
    detail: 'every test runs, every time',
  },
];

/** Reports what is written where it may not be. Comments and the insides of strings do not count. */
export function checkPhrases({ files }: Tree): Violation[] {
  return phraseRules.flatMap(({ rule, pattern, allowedIn, detail }) =>
    files
      .filter((file) => !isStyle(file) && !allowedIn(file))
      .flatMap((file) =>
        [...file.text.bare.matchAll(pattern)].map((match) => ({
          rule,
          file: file.path,
          line: lineOf(file.text.bare, match.index),
          detail: `${match[0].replaceAll(/\s+/g, ' ')}: ${detail}`,
        })),
      ),
  );
}
