import { exitCodes } from '@videoexpress/host';
import { jsonOption, type Command } from '../../arguments/option.ts';
import { findLoginService } from '../../service/find-login-service.ts';

/** `videoexpress service uninstall` */
export const serviceUninstallCommand: Command = {
  name: 'service uninstall',
  summary: 'End that again, and stop it; clips and settings stay',
  options: [jsonOption],
  examples: [{ line: 'videoexpress service uninstall', what: 'before the program itself is removed' }],
  async run(cli) {
    const { printer } = cli;
    const manager = findLoginService(cli);
    if (!manager.ok) return printer.fail(manager.error);
    const removed = await manager.value.uninstall();
    if (!removed.ok) return printer.fail(removed.error);
    const { changed } = removed.value;
    const { kind, file } = manager.value;
    printer.document({ installed: false, changed, kind, file });
    printer.line(
      changed ? 'VideoExpress no longer starts with your login. Clips and settings stay.' : 'No service was installed.',
    );
    return exitCodes.done;
  },
};
