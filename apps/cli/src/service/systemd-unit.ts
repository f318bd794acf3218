import { exitCodes } from '@videoexpress/host';
import type { ServiceSpec } from './service-spec.ts';

/** Ends that another try changes nothing about: they wait for a person. */
const endsForAPerson = [
  exitCodes.usage,
  exitCodes.lockedByAnother,
  exitCodes.portTaken,
  exitCodes.configurationInvalid,
  exitCodes.databaseUnusable,
];

/**
 * The unit for the user's own systemd. Of hardening it has what works without namespaces, which a user's systemd cannot
 * make everywhere. `KillMode=mixed`: the studio ends its children itself, and a render that was asked to stop is no crash.
 */
export function systemdUnit({ command, environment }: ServiceSpec): string {
  const variables = Object.entries(environment).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`);
  return `[Unit]
Description=VideoExpress AI studio
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
Type=exec
ExecStart=${execStart(command)}
${variables.map((line) => `${line}\n`).join('')}Restart=on-failure
RestartSec=5
RestartPreventExitStatus=${endsForAPerson.join(' ')}
KillMode=mixed
TimeoutStopSec=20
UMask=0077
NoNewPrivileges=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
LockPersonality=yes
SystemCallArchitectures=native
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK

[Install]
WantedBy=default.target
`;
}

/** systemd takes no quote, backslash or control character in the path of a program, and leaves its `$` alone. */
// eslint-disable-next-line no-control-regex
const plainProgram = /^[^"'\\$\u0000-\u001f\u007f]+$/;

function execStart([program, ...args]: ServiceSpec['command']): string {
  const rest = args.map(argument).join(' ');
  if (plainProgram.test(program)) return `${quoted(program)} ${rest}`;
  return `/bin/sh -c ${argument('exec "$0" "$@"')} ${argument(program)} ${rest}`;
}

/** An argument, in which `$` would name a variable. */
function argument(text: string): string {
  return quoted(text).replaceAll('$', '$$$$');
}

/** Between double quotes, as systemd.syntax(7) has it; `%` would begin a specifier. */
function quoted(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f\u007f]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `"${escaped}"`;
}
