import { exitCodes } from '@videoexpress/host';
import { jsonOption, type Command } from '../../arguments/option.ts';
import { table } from '../../printer/table.ts';
import { findLoginService } from '../../service/find-login-service.ts';

/** `videoexpress service status` */
export const serviceStatusCommand: Command = {
  name: 'service status',
  summary: 'Show whether it starts with your login, and runs',
  options: [jsonOption],
  examples: [
    { line: 'videoexpress service status --json', what: 'for a script; ends with 3 when it is not installed' },
  ],
  notes: ['How the studio itself is, however it was started: videoexpress status'],
  async run(cli) {
    const { printer } = cli;
    const manager = findLoginService(cli);
    if (!manager.ok) return printer.fail(manager.error);
    const state = await manager.value.state();
    if (!state.ok) return printer.fail(state.error);
    const { installed, enabled, running } = state.value;
    const { kind, file } = manager.value;
    printer.document({ installed, enabled, running, kind, file });
    const rows = [
      ['Installed', yesOrNo(installed)],
      ['With login', yesOrNo(enabled)],
      ...(running === null ? [] : [['Running', yesOrNo(running)]]),
      ...(file === null ? [] : [['File', file]]),
    ];
    for (const line of table(rows)) printer.line(line);
    if (!installed) printer.note('Install it with: videoexpress service install');
    return installed ? exitCodes.done : exitCodes.notRunning;
  },
};

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');
