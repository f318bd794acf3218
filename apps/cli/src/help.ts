import { helpOption, type Command, type OptionDefinition } from './arguments/option.ts';
import type { Paint } from './printer/style.ts';
import { table } from './printer/table.ts';

/** The help of the whole program. */
export function programHelp(commands: readonly Command[], paint: Paint): string[] {
  return [
    `${paint('strong', 'videoexpress')}: a local-first AI video studio for one person`,
    '',
    'Usage: videoexpress COMMAND [options]',
    '',
    ...table(commands.map(({ name, summary }) => [`  ${paint('accent', name)}`, summary])),
    '',
    'Help on one command: videoexpress COMMAND --help',
  ];
}

/** The help of one command: usage, options, examples. */
export function commandHelp(command: Command, paint: Paint): string[] {
  const { name, operands, options, notes = [], examples } = command;
  const usage = ['videoexpress', name, operands?.usage, '[options]'].filter((part) => part !== undefined).join(' ');
  return [
    command.summary,
    '',
    `Usage: ${usage}`,
    '',
    ...table([...options, helpOption].map((option) => [`  ${paint('accent', optionUsage(option))}`, option.help])),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    '',
    'Examples:',
    ...examples.flatMap(({ line, what }) => [`  ${line}`, paint('dim', `      ${what}`)]),
  ];
}

/** `-o, --output FILE` */
export function optionUsage({ name, short, value, repeatable }: OptionDefinition): string {
  const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return `${names}${value === undefined ? '' : ` ${value}`}${repeatable === true ? ' (more than once)' : ''}`;
}
