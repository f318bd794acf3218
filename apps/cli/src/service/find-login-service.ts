import { exitCodes } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Failure } from '../failure.ts';
import { launchdService } from './launchd-service.ts';
import type { ServiceMachine, LoginService } from './login-service.ts';
import { systemdService } from './systemd-service.ts';
import { windowsService } from './windows-service.ts';

/** What starts programs with the login on this system. */
export function findLoginService(parts: ServiceMachine): Result<LoginService, Failure> {
  const { platform, homeDir } = parts.machine;
  if (platform !== 'win32' && homeDir === '') {
    return err({ exitCode: exitCodes.error, code: 'home_missing', message: 'This user has no home folder.' });
  }
  switch (platform) {
    case 'linux':
      return ok(systemdService(parts));
    case 'darwin':
      return ok(launchdService(parts));
    case 'win32':
      return ok(windowsService(parts));
    default:
      return err({
        exitCode: exitCodes.error,
        code: 'service_not_supported',
        message: `There is no service for ${platform}.`,
        fix: 'Have your own service manager run: videoexpress start --no-open',
      });
  }
}
