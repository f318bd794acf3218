import { posix } from 'node:path';
import { err, ok } from '@videoexpress/job-schema';
import { readDefinition, restoreDefinition, writeDefinition } from './definition-file.ts';
import { runTool } from './run-tool.ts';
import { endedWell, fileFailure, managerFailure, type ServiceMachine, type LoginService } from './login-service.ts';
import { systemdUnit } from './systemd-unit.ts';

const unit = 'videoexpress.service';
const program = 'systemctl --user';
const noSession =
  'It needs a session of this user. Log in directly rather than by su or sudo, or run: loginctl enable-linger';

/** The user's own systemd. */
export function systemdService({ machine }: ServiceMachine): LoginService {
  const { env, homeDir } = machine;
  const named = env['XDG_CONFIG_HOME'] ?? '';
  const config = posix.isAbsolute(named) ? named : posix.join(homeDir, '.config');
  const file = posix.join(config, 'systemd', 'user', unit);
  const systemctl = (...args: string[]) => runTool('systemctl', ['--user', ...args], env);

  return {
    kind: 'systemd',
    file,
    async install(spec) {
      const text = systemdUnit(spec);
      try {
        const before = readDefinition(file);
        const changed = before !== text;
        if (changed) writeDefinition(file, text);
        for (const args of [['daemon-reload'], ['enable', unit]]) {
          const end = await systemctl(...args);
          if (end.code === 0) continue;
          restoreDefinition(file, before);
          return err(managerFailure(program, end, noSession));
        }
        return ok({ changed });
      } catch (cause) {
        return err(fileFailure(file, cause));
      }
    },
    start: async (again) => endedWell(program, await systemctl(again ? 'restart' : 'start', unit), noSession),
    async uninstall() {
      try {
        if (readDefinition(file) === null) return ok({ changed: false });
        const end = await systemctl('disable', '--now', unit);
        if (end.code !== 0) return err(managerFailure(program, end, noSession));
        restoreDefinition(file, null);
        const reloaded = endedWell(program, await systemctl('daemon-reload'));
        return reloaded.ok ? ok({ changed: true }) : reloaded;
      } catch (cause) {
        return err(fileFailure(file, cause));
      }
    },
    async state() {
      try {
        const installed = readDefinition(file) !== null;
        const [enabled, active] = [await systemctl('is-enabled', unit), await systemctl('is-active', unit)];
        if (enabled.code === null) return err(managerFailure(program, enabled));
        return ok({ installed, enabled: enabled.code === 0, running: active.code === 0 });
      } catch (cause) {
        return err(fileFailure(file, cause));
      }
    },
  };
}
