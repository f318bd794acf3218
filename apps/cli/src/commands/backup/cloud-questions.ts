import { type CloudQuestions, plainText, type RestorableMachine } from '@videoexpress/host';
import type { Cli } from '../../cli.ts';

/** What a person answers on the way; where nobody types, what came in: the password, then the recovery key. */
export interface GivenAnswers {
  readonly machine: string | null;
}

/** Asks on the terminal, and never shows what is secret. */
export function askOnTerminal(cli: Cli, given: GivenAnswers): CloudQuestions {
  const { terminal, printer } = cli;
  let told = '';

  async function hidden(question: string): Promise<string | null> {
    terminal.writeErr(question);
    const input = await terminal.readSecret();
    printer.note('');
    return input.kind === 'text' && input.text !== '' ? input.text : null;
  }

  const common = {
    choose: async (machines: readonly RestorableMachine[]) => chosen(machines, given.machine),
    progress(what: string, rows: number) {
      if (rows === 0 || what === told) return;
      told = what;
      printer.note(`Bringing back ${words[what] ?? what} …`);
    },
  };
  if (!terminal.interactive) return { ...common, ...fromPipe(cli) };
  return {
    ...common,
    password: () => hidden('Password (not shown; leave it empty to get a code by e-mail): '),
    async code() {
      terminal.writeErr('Code of the e-mail: ');
      return terminal.readLine().line;
    },
    recoveryKey: () => hidden('Recovery key (not shown; leave it empty to log in to your channels once more): '),
    async choose(machines) {
      if (given.machine !== null) return chosen(machines, given.machine);
      machines.forEach(({ name, lastSeenAt }, at) => {
        terminal.writeErr(`  ${at + 1}  ${plainText(name)}, last seen ${lastSeenAt ?? 'never'}\n`);
      });
      terminal.writeErr('Which computer? ');
      const line = await terminal.readLine().line;
      return machines[Number(line) - 1] ?? null;
    },
  };
}

const words: Readonly<Record<string, string>> = {
  projects: 'projects',
  jobs: 'jobs',
  renders: 'clips and pictures',
  oauth_tokens: 'logins',
  connections: 'connections',
  publications: 'publications',
  audit_log: 'the audit log',
};

function chosen(machines: readonly RestorableMachine[], wished: string | null): RestorableMachine | null {
  return machines.find(({ id, name }) => id === wished || name === wished) ?? null;
}

/** A pipe is read once, to its end. */
function fromPipe({ terminal }: Cli): Pick<CloudQuestions, 'password' | 'code' | 'recoveryKey'> {
  let lines: Promise<readonly string[]> | null = null;
  const line = async (at: number): Promise<string | null> => {
    lines ??= terminal.readSecret().then((input) => (input.kind === 'text' ? input.text.split(/\r?\n/) : []));
    const text = (await lines)[at] ?? '';
    return text === '' ? null : text;
  };
  // Without a password nobody could read the code of an e-mail in time.
  return { password: async () => (await line(0)) ?? '', code: async () => null, recoveryKey: () => line(1) };
}
