import type { ServiceSpec } from './service-spec.ts';
import { xmlText } from './xml-text.ts';

export const launchdLabel = 'local.videoexpress.studio';

/** In decimal: a property list has no octal. */
const umask = 0o077;

/**
 * The agent for launchd, which starts it with the login. It starts again after a crash and after no ordinary end: launchd
 * cannot tell a broken configuration from bad luck.
 */
export function launchdAgent({ command, environment, logFile }: ServiceSpec): string {
  const variables = Object.entries(environment).flatMap(([name, value]) => [key(name), string(value)]);
  const lines = [
    key('Label'),
    string(launchdLabel),
    key('ProgramArguments'),
    '<array>',
    ...command.map((part) => `  ${string(part)}`),
    '</array>',
    ...(variables.length === 0
      ? []
      : [key('EnvironmentVariables'), '<dict>', ...variables.map((line) => `  ${line}`), '</dict>']),
    key('RunAtLoad'),
    '<true/>',
    key('KeepAlive'),
    '<dict>',
    `  ${key('Crashed')}`,
    '  <true/>',
    '</dict>',
    key('ExitTimeOut'),
    '<integer>20</integer>',
    key('Umask'),
    `<integer>${umask}</integer>`,
    key('StandardOutPath'),
    string(logFile),
    key('StandardErrorPath'),
    string(logFile),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
${lines.map((line) => `  ${line}`).join('\n')}
</dict>
</plist>
`;
}

const key = (name: string): string => `<key>${xmlText(name)}</key>`;
const string = (value: string): string => `<string>${xmlText(value)}</string>`;
