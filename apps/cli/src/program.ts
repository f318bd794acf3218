import { exitCodes, isCalledByNpm, type ExitCode } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Command } from './arguments/option.ts';
import { parseInvocation } from './arguments/parse-invocation.ts';
import { suggest } from './arguments/suggestion.ts';
import type { Outside } from './cli.ts';
import { commands } from './commands/index.ts';
import { usageFailure, type Failure } from './failure.ts';
import { commandHelp, programHelp } from './help.ts';
import { callOf } from './printer/hint.ts';
import { createPrinter } from './printer/printer.ts';

/** Runs the command that the arguments (without Node and script) name, and gives back the exit code. */
export async function runProgram(args: readonly string[], outside: Outside): Promise<ExitCode> {
  // Where JSON is wanted, a mistake on the command line is told as JSON too.
  const wantsJson = args.includes('--json');
  const calledAs = callOf(outside.installation.npxPackage, isCalledByNpm(outside.machine.env));
  const printer = createPrinter(outside.terminal, { json: wantsJson, calledAs });
  const plain = createPrinter(outside.terminal, { json: false });
  const [first, second = ''] = args;
  if (first === undefined || first === '--help' || first === '-h' || (first === 'help' && second === '')) {
    for (const line of programHelp(commands, plain.paint)) plain.line(line);
    return first === undefined ? exitCodes.usage : exitCodes.done;
  }
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length > 0 && (second === '--help' || second === '-h')) {
    for (const line of programHelp(group, plain.paint)) plain.line(line);
    return exitCodes.done;
  }
  const found = findCommand(
    first === '--version' || first === '-v'
      ? ['version', ...args.slice(1)]
      : first === 'help'
        ? [...args.slice(1), '--help']
        : args,
  );
  if (!found.ok) return printer.fail(found.error);
  const { command, rest } = found.value;
  const invocation = parseInvocation(command, rest);
  if (!invocation.ok) return printer.fail(invocation.error);
  if (invocation.value.has('help')) {
    for (const line of commandHelp(command, plain.paint)) plain.line(line);
    return exitCodes.done;
  }
  return command.run(
    {
      ...outside,
      printer: createPrinter(outside.terminal, {
        json: invocation.value.has('json'),
        dataDir: invocation.value.value('data-dir'),
        calledAs,
      }),
    },
    invocation.value,
  );
}

interface Found {
  readonly command: Command;
  readonly rest: readonly string[];
}

function findCommand(args: readonly string[]): Result<Found, Failure> {
  const [first = '', second = ''] = args;
  const two = commands.find(({ name }) => name === `${first} ${second}`);
  if (two !== undefined) return ok({ command: two, rest: args.slice(2) });
  const one = commands.find(({ name }) => name === first);
  if (one !== undefined) return ok({ command: one, rest: args.slice(1) });
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length > 0) return err(inGroup(first, second, group));
  const meant = suggest(first, [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))]);
  const hint = 'See: videoexpress --help';
  return err(usageFailure(`There is no command "${first}".`, meant === null ? hint : `Did you mean ${meant}? ${hint}`));
}

function inGroup(first: string, second: string, group: readonly Command[]): Failure {
  const names = group.map(({ name }) => name.slice(first.length + 1));
  const all = `There are: ${group.map(({ name }) => `videoexpress ${name}`).join(', ')}`;
  if (second === '' || second.startsWith('-')) return usageFailure(`videoexpress ${first} needs one more word.`, all);
  const meant = suggest(second, names);
  return usageFailure(
    `There is no command "${first} ${second}".`,
    meant === null ? all : `Did you mean ${first} ${meant}?`,
  );
}
