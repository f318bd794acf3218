import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { openRotatingFile } from './rotating-file.ts';
import { readableLine } from './readable-line.ts';
import { scrubLine } from './scrub.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];
export type ConsoleLog = 'pretty' | 'json' | 'none';

type Write = (fields: object, message: string) => void;

/** A logger. Fields first, then the message: `log.info({ jobId }, 'Job started')`. An error goes in the field `err`. */
export interface HostLog {
  readonly trace: Write;
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  readonly fatal: Write;
  /** A logger that adds these fields to each line. */
  child(fields: object): HostLog;
  /** Closes the file. Lines after it reach the console alone. */
  close(): void;
}

export interface LoggerOptions {
  /** The folder of the log files, which exists. */
  readonly folder: string;
  readonly level: LogLevel;
  /** The least level that goes to the console; left out, that of the file. */
  readonly consoleLevel?: LogLevel;
  /** What goes to standard error beside the file. */
  readonly console: ConsoleLog;
  /** Takes the values of known secrets out of a line, whatever their name; left out, only `scrubLine` looks. */
  readonly redact?: (line: string) => string;
  /** Colours on the console; left out, when standard error is a terminal. */
  readonly color?: boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Where console lines go; left out, standard error. Tests read them here. */
  readonly writeConsole?: (text: string) => void;
}

const maxFileBytes = 8 * 1024 * 1024;
const maxFiles = 10;

/**
 * The logger of the daemon: one JSON object a line in a rotating file of mode 0600, and lines for a person on standard
 * error. Secrets are taken out of every line on its way (`scrubLine`). All of it is synchronous, so the line before a
 * crash is kept; fatal lines reach standard error even where the console is off, for `boot.log`.
 */
export function createLogger(options: LoggerOptions): HostLog {
  const now = options.now ?? Date.now;
  const color = options.color ?? process.stderr.isTTY;
  const writeConsole = options.writeConsole ?? writeStandardError;
  const redact = options.redact ?? ((line: string) => line);
  const file = openRotatingFile({ folder: options.folder, now, maxBytes: maxFileBytes, maxFiles });
  const leastShown = logLevels.indexOf(options.consoleLevel ?? options.level);
  const destination = {
    write(raw: string): void {
      const line = redact(scrubLine(raw));
      file.write(line);
      const shown = logLevels.indexOf(levelOf(line)) >= leastShown;
      if (options.console === 'pretty' && shown) writeConsole(`${readableLine(line, color)}\n`);
      else if (options.console === 'json' && shown) writeConsole(line);
      else if (levelOf(line) === 'fatal') writeConsole(`${readableLine(line, false)}\n`);
    },
  };
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return wrap(logger, () => file.close());
}

/** Read off the front of a line, where the logger always writes it. */
function levelOf(line: string): LogLevel {
  return logLevels.find((level) => line.startsWith(`{"level":"${level}"`)) ?? 'info';
}

function wrap(logger: pino.Logger, close: () => void): HostLog {
  const at =
    (level: LogLevel): Write =>
    (fields, message) =>
      logger[level](fields, message);
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child: (fields) => wrap(logger.child(fields), close),
    close,
  };
}

/** Straight to the descriptor: nothing is left in a buffer when the process ends, and a terminal that is gone is no error. */
function writeStandardError(text: string): void {
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      writeSync(2, text);
      return;
    } catch (cause) {
      // A pipe that another program made non-blocking is full; anything else (EPIPE, EIO) means nobody reads it.
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN')) return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
