import type { ExitCode } from '@videoexpress/host';
import type { Cli } from '../cli.ts';

/** One option of a command: parsed, shown in the help and written in `docs/cli.md` from this. */
export interface OptionDefinition {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help; left out, the option takes none. */
  readonly value?: string;
  readonly repeatable?: boolean;
  readonly help: string;
}

/** What was given on the command line, understood. */
export interface Invocation {
  readonly positionals: readonly string[];
  has(option: string): boolean;
  /** The last value given. */
  value(option: string): string | null;
  values(option: string): readonly string[];
}

export interface Example {
  readonly line: string;
  readonly what: string;
}

/** One command. A new one is a new file and a line in the list. */
export interface Command {
  /** One word, or two as in `jobs list`. */
  readonly name: string;
  readonly summary: string;
  /** What follows the name, for example `PROMPT`. */
  readonly operands?: { readonly usage: string; readonly min: number; readonly max: number };
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly Example[];
  /** More lines for the help. */
  readonly notes?: readonly string[];
  run(cli: Cli, invocation: Invocation): Promise<ExitCode>;
}

export const dataDirOption: OptionDefinition = {
  name: 'data-dir',
  value: 'DIR',
  help: 'Use the studio in this folder (data, state and config under it)',
};

export const jsonOption: OptionDefinition = { name: 'json', help: 'Print one JSON document on standard output' };

export const helpOption: OptionDefinition = { name: 'help', short: 'h', help: 'Show this help' };
