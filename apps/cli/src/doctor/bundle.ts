import { readFileSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { listLogFiles, scrubLine } from '@videoexpress/host';
import type { CheckContext, Finding } from './check.ts';

const mostLogLines = 2000;

/**
 * Writes what someone who helps needs: versions, findings, the last log lines. No settings' values, no prompts beyond
 * what the log holds, and no secrets: logs are scrubbed when written and again here, and the person's home folder is
 * written as `~`. Never over a file that is there.
 */
export function writeBundle(path: string, { outside, settings }: CheckContext, findings: readonly Finding[]): void {
  const { machine, version, clock } = outside;
  const bundle = {
    madeAt: new Date(clock.now()).toISOString(),
    version,
    node: process.versions.node,
    system: `${machine.platform} ${process.arch} ${release()}`,
    port: settings.port,
    // Names alone: whether something is set says enough.
    setVariables: Object.entries(settings.variables).map(([name, set]) => ({ name, source: set.source })),
    findings,
    log: lastLogLines(settings.folders.logs),
  };
  const text = scrubLine(JSON.stringify(bundle, null, 2));
  const home = machine.homeDir;
  writeFileSync(path, `${home === '' ? text : text.replaceAll(JSON.stringify(home).slice(1, -1), '~')}\n`, {
    flag: 'wx',
    mode: 0o600,
  });
}

function lastLogLines(folder: string): string[] {
  try {
    return listLogFiles(folder)
      .slice(-2)
      .flatMap((path) => readFileSync(path, 'utf8').trimEnd().split('\n'))
      .slice(-mostLogLines)
      .map(scrubLine);
  } catch {
    return [];
  }
}
