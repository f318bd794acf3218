import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { usageFailure, type Failure } from '../failure.ts';
import { helpOption, type Command, type Invocation, type OptionDefinition } from './option.ts';
import { suggest } from './suggestion.ts';

/**
 * Understands what follows a command's name. The first thing that cannot be understood is the answer, with the option
 * that was most likely meant.
 */
export function parseInvocation(command: Command, args: readonly string[]): Result<Invocation, Failure> {
  const options = [...command.options, helpOption];
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(options.map((option) => [option.name, parserOption(option)])),
  });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find(
      ({ name, short }) => name === token.name && (token.rawName.startsWith('--') || short !== undefined),
    );
    if (option === undefined) return err(unknownOption(command, token.rawName, options));
    const value = valueOf(command, option, token);
    if (!value.ok) return value;
    const earlier = given.get(option.name);
    if (earlier !== undefined && option.value !== undefined && option.repeatable !== true) {
      return err(usageFailure(`--${option.name} is given twice.`, helpHint(command)));
    }
    given.set(option.name, [...(earlier ?? []), value.value]);
  }
  const invocation: Invocation = {
    positionals,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1) ?? null,
    values: (name) => given.get(name) ?? [],
  };
  if (!invocation.has('help')) {
    const miscounted = checkOperands(command, positionals);
    if (miscounted !== null) return err(miscounted);
  }
  return ok(invocation);
}

/** Where to read more. */
export function helpHint(command: Command): string {
  return `See: videoexpress ${command.name} --help`;
}

function parserOption({ value, short }: OptionDefinition) {
  return {
    type: value === undefined ? 'boolean' : 'string',
    multiple: true,
    ...(short === undefined ? {} : { short }),
  } as const;
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function valueOf(command: Command, option: OptionDefinition, token: OptionToken): Result<string, Failure> {
  if (option.value === undefined) {
    if (token.value === undefined) return ok('');
    return err(usageFailure(`--${option.name} takes no value.`, helpHint(command)));
  }
  if (token.value === undefined || (token.value === '' && token.inlineValue === true)) {
    return err(usageFailure(`${token.rawName} needs a value: --${option.name} ${option.value}`, helpHint(command)));
  }
  // `--seed --json` is a forgotten value, `--seed -1` is a number to be refused with a reason of its own.
  if (token.inlineValue !== true && /^--?[a-z]/i.test(token.value)) {
    return err(usageFailure(`${token.rawName} needs a value, and "${token.value}" is an option.`, helpHint(command)));
  }
  return ok(token.value);
}

function unknownOption(command: Command, rawName: string, options: readonly OptionDefinition[]): Failure {
  const meant = suggest(
    rawName.replace(/^-+/, ''),
    options.map(({ name }) => name),
  );
  const hint = helpHint(command);
  return usageFailure(
    `videoexpress ${command.name} has no option ${rawName}.`,
    meant === null ? hint : `Did you mean --${meant}? ${hint}`,
  );
}

function checkOperands(command: Command, positionals: readonly string[]): Failure | null {
  const { usage, min, max } = command.operands ?? { usage: '', min: 0, max: 0 };
  if (positionals.length < min) return usageFailure(`videoexpress ${command.name} needs ${usage}.`, helpHint(command));
  if (positionals.length <= max) return null;
  const extra = positionals[max] ?? '';
  return usageFailure(`videoexpress ${command.name} does not know what to do with "${extra}".`, helpHint(command));
}
