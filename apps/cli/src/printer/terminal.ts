import type { TerminalWishes } from '@videoexpress/host';
import { readSecretFrom, type SecretInput } from './read-secret.ts';

/** The person's terminal, or the pipes in its place. Tests pass one that keeps what was written. */
export interface Terminal {
  writeOut(text: string): void;
  writeErr(text: string): void;
  readonly outColor: boolean;
  readonly errColor: boolean;
  /** Whether one line on standard error may be drawn over and over. */
  readonly errRedraws: boolean;
  /** Whether a question can be asked and answered. */
  readonly interactive: boolean;
  columns(): number;
  /** The next line that the person types, null when the input ends. `cancel` stops waiting for it. */
  readLine(): { readonly line: Promise<string | null>; cancel(): void };
  /** What the person types without its being shown, or all that comes in where nobody types. See `readSecretFrom`. */
  readSecret(): Promise<SecretInput>;
}

/** The terminal of this process. A reader of standard output that goes away (`… | head`) ends the process quietly. */
export function processTerminal(wishes: TerminalWishes): Terminal {
  const { stdin, stdout, stderr } = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  // The terminal is gone; what runs may go on.
  stderr.on('error', () => undefined);
  const colored = (stream: NodeJS.WriteStream): boolean =>
    wishes.color === 'always' || (wishes.color === 'auto' && stream.isTTY);
  return {
    writeOut: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(text),
    outColor: colored(stdout),
    errColor: colored(stderr),
    errRedraws: stderr.isTTY && !wishes.plain,
    interactive: stdin.isTTY && stderr.isTTY,
    columns: () => stderr.columns || 80,
    readLine: () => readLineFrom(stdin),
    readSecret: () => readSecretFrom(stdin),
  };
}

/** Reads in the terminal's own line mode, so Ctrl-C stays a signal while a question is open. */
export function readLineFrom(input: NodeJS.ReadableStream): ReturnType<Terminal['readLine']> {
  let finish: (line: string | null) => void = () => undefined;
  const line = new Promise<string | null>((resolve) => {
    finish = resolve;
  });
  let text = '';
  const onData = (chunk: string | Buffer): void => {
    text += chunk.toString();
    const end = text.indexOf('\n');
    if (end !== -1) settle(text.slice(0, end).replace(/\r$/, ''));
  };
  const onEnd = (): void => settle(null);
  function settle(value: string | null): void {
    input.off('data', onData);
    input.off('end', onEnd);
    input.pause();
    finish(value);
  }
  input.on('data', onData);
  input.on('end', onEnd);
  input.resume();
  return { line, cancel: () => settle(null) };
}
