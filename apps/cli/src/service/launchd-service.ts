import { posix } from 'node:path';
import { err, ok } from '@videoexpress/job-schema';
import { readDefinition, restoreDefinition, writeDefinition } from './definition-file.ts';
import { launchdAgent, launchdLabel } from './launchd-agent.ts';
import { runTool } from './run-tool.ts';
import { endedWell, fileFailure, managerFailure, type ServiceMachine, type LoginService } from './login-service.ts';

const program = 'launchctl';

/** launchd, in the session of the person at the screen. */
export function launchdService({ machine, userId }: ServiceMachine): LoginService {
  const file = posix.join(machine.homeDir, 'Library', 'LaunchAgents', `${launchdLabel}.plist`);
  const domain = `gui/${userId}`;
  const service = `${domain}/${launchdLabel}`;
  const launchctl = (...args: string[]) => runTool(program, args, machine.env);
  const isLoaded = async () => (await launchctl('print', service)).code === 0;

  return {
    kind: 'launchd',
    file,
    async install(spec) {
      const text = launchdAgent(spec);
      try {
        const before = readDefinition(file);
        const changed = before !== text;
        if (changed) writeDefinition(file, text);
        // What is loaded stays as it was until it is loaded anew.
        if (changed && (await isLoaded())) await launchctl('bootout', service);
        const end = await launchctl('enable', service);
        if (end.code === 0) return ok({ changed });
        restoreDefinition(file, before);
        return err(managerFailure(program, end));
      } catch (cause) {
        return err(fileFailure(file, cause));
      }
    },
    async start(again) {
      if (!(await isLoaded())) return endedWell(program, await launchctl('bootstrap', domain, file));
      return endedWell(program, await launchctl('kickstart', ...(again ? ['-k'] : []), service));
    },
    async uninstall() {
      try {
        const loaded = await isLoaded();
        if (loaded) {
          const end = await launchctl('bootout', service);
          if (end.code !== 0) return err(managerFailure(program, end));
        }
        const changed = readDefinition(file) !== null;
        restoreDefinition(file, null);
        return ok({ changed: changed || loaded });
      } catch (cause) {
        return err(fileFailure(file, cause));
      }
    },
    async state() {
      try {
        const printed = await launchctl('print', service);
        if (printed.code === null) return err(managerFailure(program, printed));
        const disabled = await launchctl('print-disabled', domain);
        const isDisabled = new RegExp(`"${launchdLabel}" => (?:true|disabled)`).test(disabled.stdout);
        const installed = readDefinition(file) !== null;
        return ok({ installed, enabled: installed && !isDisabled, running: /^\s*pid = \d+$/m.test(printed.stdout) });
      } catch (cause) {
        return err(fileFailure(file, cause));
      }
    },
  };
}
