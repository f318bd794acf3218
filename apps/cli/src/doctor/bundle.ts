import { readFileSync, writeFileSync } from 'node:fs';
import { homedir, release } from 'node:os';
import { listLogFiles, scrubLine } from '@videoexpress/host';
import type { CheckContext, Finding } from './check.ts';
import { privateLine, withoutNames } from './private-log.ts';

const mostLogLines = 2000;

/** What a bundle holds, for the person who is to decide whether to send it. */
export const bundleContents =
  'It holds versions, the findings above, names of variables that are set, and the last log lines without prompts, names of clips, keys and values.';

/**
 * Writes what someone who helps needs: versions, findings, the last log lines. No value of a setting, no prompt, no name of
 * a clip, no secret; the person's home folder is written as `~`. Never over a file that is there.
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
    findings: findings.map((finding) => ({
      ...finding,
      detail: withoutNames(finding.detail),
      fix: finding.fix === null ? null : withoutNames(finding.fix),
    })),
    log: lastLogLines(settings.folders.logs),
  };
  let text = scrubLine(JSON.stringify(bundle, null, 2));
  for (const home of [machine.homeDir, homedir()]) {
    if (home.length > 1) text = text.replaceAll(JSON.stringify(home).slice(1, -1), '~');
  }
  writeFileSync(path, `${text}\n`, { flag: 'wx', mode: 0o600 });
}

function lastLogLines(folder: string): object[] {
  try {
    return listLogFiles(folder)
      .slice(-2)
      .flatMap((path) => readFileSync(path, 'utf8').trimEnd().split('\n'))
      .slice(-mostLogLines)
      .flatMap((line) => privateLine(scrubLine(line)) ?? []);
  } catch {
    return [];
  }
}
