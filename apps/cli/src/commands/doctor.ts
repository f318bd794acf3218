import { resolve } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../arguments/option.ts';
import { findSettledDaemon } from '../daemon-link/link.ts';
import { readSettings } from '../daemon-link/settings.ts';
import { bundleContents, writeBundle } from '../doctor/bundle.ts';
import type { Finding } from '../doctor/check.ts';
import { machineProbes } from '../doctor/probes.ts';
import { runChecks } from '../doctor/run-checks.ts';
import { usageFailure } from '../failure.ts';
import type { Paint } from '../printer/style.ts';
import { table } from '../printer/table.ts';

/** `videoexpress doctor` */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Check everything the studio needs, and say how to mend it',
  options: [
    { name: 'port', value: 'N', help: 'Port to look at (8000, or VIDEOEXPRESS_PORT)' },
    { name: 'bundle', value: 'FILE', help: 'Also write a file for someone who helps, with secrets taken out' },
    dataDirOption,
    jsonOption,
  ],
  examples: [{ line: 'videoexpress doctor', what: 'ends with 8 when something is wrong' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const settings = readSettings(cli, invocation);
    if (!settings.ok) return printer.fail(settings.error);
    const sighting = findSettledDaemon(cli.clock, settings.value.folders, 2000);
    const probes = machineProbes(cli.machine);
    const context = { outside: cli, settings: settings.value, sighting, probes };
    const findings = (await runChecks(context)).map((finding) => ({
      ...finding,
      fix: finding.fix === null ? null : printer.hint(finding.fix),
    }));
    const failed = findings.filter(({ status }) => status === 'fail').length;
    const bundle = invocation.value('bundle');
    if (bundle !== null) {
      const path = resolve(cli.cwd, bundle);
      try {
        writeBundle(path, context, findings);
      } catch (cause) {
        const message = `The bundle could not be written: ${cause instanceof Error ? cause.message : String(cause)}`;
        return printer.fail(usageFailure(message, 'Name a file that is not there yet.'));
      }
      printer.note(`Wrote ${path}. ${bundleContents} Read it before you send it.`);
    }
    printer.document({ ok: failed === 0, checks: findings });
    for (const line of findingLines(findings, printer.paint)) printer.line(line);
    printer.line();
    printer.line(
      failed === 0
        ? printer.paint('good', 'All is well.')
        : printer.paint('bad', `${failed} of ${findings.length} checks failed.`),
    );
    return failed === 0 ? exitCodes.done : exitCodes.doctorFailed;
  },
};

const marks = { pass: ['good', 'pass'], note: ['dim', 'note'], fail: ['bad', 'FAIL'] } as const;

function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  const rows = table(
    findings.map(({ status, label, detail }) => {
      const [tone, word] = marks[status];
      return [paint(tone, word), label, detail];
    }),
  );
  return findings.flatMap(({ status, fix }, index) => {
    const row = rows[index] ?? '';
    return fix === null ? [row] : [row, `      ${paint(status === 'fail' ? 'caution' : 'dim', fix)}`];
  });
}
