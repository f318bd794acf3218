import { plainText } from '@videoexpress/host';
import type { ExitCode } from '@videoexpress/host';
import type { Failure } from '../failure.ts';
import { hintFor } from './hint.ts';
import { painter, type Paint } from './style.ts';
import type { Terminal } from './terminal.ts';

/**
 * The only writer of the terminal. Results go to standard output, everything else to standard error. With `--json`,
 * standard output carries exactly what `json` and `jsonLine` are given, and what a person reads goes to standard error.
 */
export interface Printer {
  readonly json: boolean;
  /** Paints for where `line` writes. */
  readonly paint: Paint;
  /** A line of the result. */
  line(text?: string): void;
  /** What to do next, with the commands in it as the person can copy them. `note` and `fail` do this by themselves. */
  hint(text: string): string;
  /** A line beside the result: what happens, what to do next. */
  note(text: string): void;
  /** The one JSON document of a command; written only with `--json`. */
  document(value: unknown): void;
  /** One of several JSON documents, one a line; written only with `--json`. */
  jsonLine(value: unknown): void;
  /** A line that is JSON already; written only with `--json`. */
  jsonText(text: string): void;
  /** Says why the command failed and gives back the exit code for it. With `--json` also as a document. */
  fail(failure: Failure): ExitCode;
  /** The same where the person has been told already: writes the document alone, and only with `--json`. */
  failSilently(failure: Failure): ExitCode;
}

export interface PrinterOptions {
  readonly json: boolean;
  /** The `--data-dir` as it was given, which the commands in hints then need too. */
  readonly dataDir?: string | null;
  /** How the person calls this program, and so the commands in hints. Left out: `videoexpress`. */
  readonly calledAs?: string;
}

/** A printer on a terminal. */
export function createPrinter(terminal: Terminal, options: PrinterOptions): Printer {
  const { json } = options;
  const style = { dataDir: options.dataDir ?? null, calledAs: options.calledAs ?? 'videoexpress' };
  const hint = (text: string): string => hintFor(text, style);
  const errPaint = painter(terminal.errColor);

  function writeFailure({ exitCode, code, message, fix, errors, job }: Failure): void {
    if (!json) return;
    const error = { code, message, exitCode, fix: fix === undefined ? null : hint(fix), errors: errors ?? [] };
    terminal.writeOut(`${JSON.stringify(job === undefined ? { error } : { error, job }, null, 2)}\n`);
  }

  return {
    json,
    paint: json ? errPaint : painter(terminal.outColor),
    line: (text = '') => (json ? terminal.writeErr(`${text}\n`) : terminal.writeOut(`${text}\n`)),
    hint,
    note: (text) => terminal.writeErr(`${hint(text)}\n`),
    document: (value) => {
      if (json) terminal.writeOut(`${JSON.stringify(value, null, 2)}\n`);
    },
    jsonLine: (value) => {
      if (json) terminal.writeOut(`${JSON.stringify(value)}\n`);
    },
    jsonText: (text) => {
      if (json) terminal.writeOut(`${text}\n`);
    },
    fail(failure) {
      const label = failure.chosen === true ? '' : `${errPaint('bad', 'Error:')} `;
      terminal.writeErr(`${label}${onLines(failure.message)}\n`);
      for (const { path, message } of failure.errors ?? []) {
        if (failure.message.includes(message)) continue;
        terminal.writeErr(`  ${errPaint('strong', plainText(path))}: ${plainText(message)}\n`);
      }
      if (failure.fix !== undefined) terminal.writeErr(`${hint(failure.fix)}\n`);
      writeFailure(failure);
      return failure.exitCode;
    },
    failSilently(failure) {
      writeFailure(failure);
      return failure.exitCode;
    },
  };
}

/** A message may have several lines of our own; what else it carries must not steer the terminal. */
function onLines(message: string): string {
  return message.split('\n').map(plainText).join('\n');
}
