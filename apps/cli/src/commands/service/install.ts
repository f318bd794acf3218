import { ensureFolders, exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import { findSettledDaemon } from '../../daemon-link/link.ts';
import { readSettings, type Settings } from '../../daemon-link/settings.ts';
import { folderFailure, type Failure } from '../../failure.ts';
import { findLoginService } from '../../service/find-login-service.ts';
import type { LoginService } from '../../service/login-service.ts';
import { serviceSpec, type ServiceSpec } from '../../service/service-spec.ts';

/** `videoexpress service install` */
export const serviceInstallCommand: Command = {
  name: 'service install',
  summary: 'Have the studio started with your login',
  options: [
    { name: 'port', value: 'N', help: 'Port to listen on (8000, or VIDEOEXPRESS_PORT)' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress service install', what: 'systemd, launchd or the Task Scheduler, whichever is here' },
    { line: 'loginctl enable-linger', what: 'Linux: have it run without anyone logged in too' },
  ],
  notes: ['It may be repeated: after an update or a move of Node, that puts the new paths in.'],
  async run(cli, invocation) {
    const { printer } = cli;
    const read = readSettings(cli, invocation);
    if (!read.ok) return printer.fail(read.error);
    const settings = read.value;
    const spec = serviceSpec(settings, cli.installation, cli.machine);
    const refusal = whyNot(cli, spec);
    if (refusal !== null) return printer.fail(refusal);
    const manager = findLoginService(cli);
    if (!manager.ok) return printer.fail(manager.error);
    const ensured = ensureFolders(settings.folders);
    if (!ensured.ok) return printer.fail(folderFailure(ensured.error));

    const before = await manager.value.state();
    if (!before.ok) return printer.fail(before.error);
    const installed = await manager.value.install(spec);
    if (!installed.ok) return printer.fail(installed.error);
    const { changed } = installed.value;
    const byHand = before.value.running !== true && (await isRunning(cli, settings));
    if (!byHand) {
      const started = await manager.value.start(changed);
      if (!started.ok) return printer.fail(started.error);
    }
    const { kind, file } = manager.value;
    printer.document({ installed: true, changed, started: !byHand, kind, file, command: spec.command });
    tell(cli, settings, manager.value, { changed, byHand });
    return exitCodes.done;
  },
};

/** A path with a control character cannot be written down for any service manager. */
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f]/;

function whyNot({ installation }: Cli, spec: ServiceSpec): Failure | null {
  if (installation.npxPackage !== null) {
    return {
      exitCode: exitCodes.error,
      code: 'service_from_npx',
      message: 'npx keeps this program in its cache and clears that when it likes. A service would then find nothing.',
      fix: `Install it first: npm install -g ${installation.npxPackage}\nThen run: videoexpress service install`,
    };
  }
  const odd = [...spec.command, ...Object.values(spec.environment), spec.logFile].find((text) => control.test(text));
  if (odd === undefined) return null;
  return {
    exitCode: exitCodes.error,
    code: 'service_path',
    message: `${JSON.stringify(odd)} has a control character in it, which no service manager takes.`,
    fix: 'Move it to a folder with a plain name.',
  };
}

async function isRunning(cli: Cli, { folders }: Settings): Promise<boolean> {
  return (await findSettledDaemon(cli.clock, folders, 3000)).state === 'running';
}

function tell(
  { printer }: Cli,
  { folders, variables }: Settings,
  { file }: LoginService,
  { changed, byHand }: { readonly changed: boolean; readonly byHand: boolean },
): void {
  printer.line(
    changed ? 'VideoExpress starts with your login from now on.' : 'It was installed already; nothing changed.',
  );
  if (file !== null) printer.line(`  ${file}`);
  if (byHand) {
    printer.note(
      'The studio runs already, started by hand. The service takes over at the next login, or at once with:',
    );
    printer.note('  videoexpress stop, then: videoexpress service install');
  }
  const left = Object.entries(variables).flatMap(([name, { source }]) => {
    return source === 'environment' && !name.startsWith('VIDEOEXPRESS_') ? [name] : [];
  });
  if (left.length > 0) {
    printer.note(
      `Variables of this shell do not reach a service: ${left.join(', ')}. Put them into ${folders.envFile}`,
    );
  }
}
