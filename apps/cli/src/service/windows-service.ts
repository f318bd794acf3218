import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok } from '@videoexpress/job-schema';
import { runTool } from './run-tool.ts';
import { endedWell, managerFailure, type ServiceMachine, type LoginService } from './login-service.ts';
import { windowsTask, windowsTaskName } from './windows-task.ts';

const program = 'schtasks';
/** schtasks reads its XML in no other encoding. */
const byteOrderMark = '\ufeff';

/** The Task Scheduler of Windows. It keeps the definition to itself and rewrites it, so each install is a new one. */
export function windowsService({ machine }: ServiceMachine): LoginService {
  const { env } = machine;
  const user = [env['USERDOMAIN'], env['USERNAME']].filter((part) => part !== undefined && part !== '').join('\\');
  const schtasks = (...args: string[]) => runTool(program, args, env);
  const query = () => schtasks('/Query', '/TN', windowsTaskName, '/XML');

  return {
    kind: 'task_scheduler',
    file: null,
    async install(spec) {
      const folder = mkdtempSync(join(tmpdir(), 'videoexpress-task-'));
      try {
        const file = join(folder, 'task.xml');
        writeFileSync(file, byteOrderMark + windowsTask(spec, user), 'utf16le');
        const end = await schtasks('/Create', '/TN', windowsTaskName, '/XML', file, '/F');
        return end.code === 0 ? ok({ changed: true }) : err(managerFailure(program, end));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    async start() {
      return endedWell(program, await schtasks('/Run', '/TN', windowsTaskName));
    },
    async uninstall() {
      const found = await query();
      if (found.code === null) return err(managerFailure(program, found));
      if (found.code !== 0) return ok({ changed: false });
      // It may not be running, which is no failure.
      await schtasks('/End', '/TN', windowsTaskName);
      const removed = endedWell(program, await schtasks('/Delete', '/TN', windowsTaskName, '/F'));
      return removed.ok ? ok({ changed: true }) : removed;
    },
    async state() {
      const found = await query();
      if (found.code === null) return err(managerFailure(program, found));
      const installed = found.code === 0;
      const disabled = /<Settings>[^]*<Enabled>false<\/Enabled>[^]*<\/Settings>/.test(found.stdout);
      return ok({ installed, enabled: installed && !disabled, running: null });
    },
  };
}
