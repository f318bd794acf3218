import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeCheckTaskName, plainText } from '@videoexpress/host';
import type { Check, CheckContext, Finding } from './check.ts';

const checkLimitMs = 10_000;

/** What to do where a part of the program is not there: in a clone, and where it was installed as a package. */
function install({ outside }: CheckContext): string {
  return outside.cloneRoot === null ? 'Install it again: npm install -g videoexpress' : 'Build it again: npm start';
}

/** The libraries that draw, decode and encode load on this machine. They are tried in a child, which a crash costs alone. */
export const librariesCheck: Check = async (context) => {
  const base = { id: 'libraries', label: 'Media libraries' } as const;
  const { children } = context.outside.starter;
  const end = await children.start(nativeCheckTaskName, null, { timeoutMs: checkLimitMs }).ended;
  switch (end.kind) {
    case 'done':
      return [{ ...base, status: 'pass', detail: 'They load', fix: null }];
    case 'failed':
      return [
        { ...base, status: 'fail', detail: plainText(`They cannot be loaded: ${end.message}`), fix: install(context) },
      ];
    case 'timeout':
      return [{ ...base, status: 'note', detail: 'They did not answer in time; the machine is busy', fix: null }];
    default: {
      const detail = `Loading them ended the program that tried (${end.kind})`;
      return [{ ...base, status: 'fail', detail, fix: install(context) }];
    }
  }
};

/** Fonts and pages lie beside the program. */
export const filesCheck: Check = async (context) => {
  const { uiFolder, fontsFolder } = context.outside.starter.programFiles();
  const fix = install(context);
  const missing = missingFonts(fontsFolder);
  const findings: Finding[] = [];
  const fonts = { id: 'fonts', label: 'Fonts' } as const;
  if (missing.length === 0) findings.push({ ...fonts, status: 'pass', detail: 'There', fix: null });
  else {
    const detail = `${missing.length === 1 ? '1 is' : `${missing.length} are`} missing in ${fontsFolder}, such as ${missing[0]}`;
    findings.push({ ...fonts, status: 'fail', detail, fix });
  }
  const pages = { id: 'pages', label: 'Pages of the studio' } as const;
  if (uiFolder === null) {
    const detail = 'They are missing: the browser would show an empty page';
    findings.push({ ...pages, status: 'fail', detail, fix });
  } else findings.push({ ...pages, status: 'pass', detail: 'There', fix: null });
  return findings;
};

/** By the list that comes with them. */
function missingFonts(folder: string): string[] {
  const list = 'coverage.json';
  try {
    const fonts: unknown = JSON.parse(readFileSync(join(folder, list), 'utf8'));
    return Object.keys(Object(fonts))
      .map((name) => `${name}.woff2`)
      .filter((name) => !existsSync(join(folder, name)));
  } catch {
    return [list];
  }
}
