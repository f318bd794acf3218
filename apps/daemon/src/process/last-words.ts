import { exitCodes, type KnownSecrets } from '@videoexpress/host';

/**
 * Says what a bug that nobody caught was, without the secrets it may quote, and ends the process. Node itself would write
 * the exception as it is, and `boot.log` would keep it. Returns the way to stop that.
 */
export function guardLastWords(known: KnownSecrets): () => void {
  const say = (cause: unknown): void => {
    process.stderr.write(`${lastWords(cause, known)}\n`);
    process.exit(exitCodes.error);
  };
  process.on('uncaughtException', say);
  process.on('unhandledRejection', say);
  return () => {
    process.off('uncaughtException', say);
    process.off('unhandledRejection', say);
  };
}

/** For a person what to do first, then the trace for whoever mends it. */
export function lastWords(cause: unknown, known: KnownSecrets): string {
  const trace = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return known.redact(`VideoExpress could not go on. Start it again; nothing is lost.\n${trace}`);
}
