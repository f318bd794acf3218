import type { Cli } from '../cli.ts';

/** What a person wants after Ctrl-C. `quit` is the second Ctrl-C, or the first where no question can be asked. */
export type InterruptChoice = 'cancel' | 'leave' | 'quit';

/** A terminal sends one Ctrl-C to every process of the group, and a launcher may pass it on: so close, two are one. */
const samePressMs = 500;

/**
 * Watches for Ctrl-C and asks what to do about the job, which goes on meanwhile. `onQuestion` is told when a question
 * is open, so that nothing is drawn over it. The returned function ends the watch and takes an open question back.
 */
export function askOnInterrupt(
  cli: Cli,
  handlers: {
    onQuestion(open: boolean): void;
    onChoice(choice: InterruptChoice): void;
    /** What is asked; left out, about a job. */
    readonly question?: string;
  },
): () => void {
  let question: { cancel(): void } | null = null;
  let lastPressMs = Number.NEGATIVE_INFINITY;
  let over = false;

  async function ask(): Promise<void> {
    handlers.onQuestion(true);
    // Past the ^C that the terminal shows, where no drawn line was taken away with it.
    if (!cli.terminal.errRedraws) cli.terminal.writeErr('\n');
    for (;;) {
      cli.printer.note(handlers.question ?? 'Cancel the job, or leave it running?');
      cli.terminal.writeErr('  c = cancel, l = leave it running, Enter = keep watching: ');
      const reading = cli.terminal.readLine();
      question = reading;
      const answer = await reading.line;
      question = null;
      if (over) return;
      const choice = understand(answer);
      if (choice === 'unclear') continue;
      handlers.onQuestion(false);
      if (choice !== 'watch') handlers.onChoice(choice);
      return;
    }
  }

  const off = cli.onInterrupt(() => {
    const now = cli.clock.monotonic();
    const isSamePress = now - lastPressMs < samePressMs;
    lastPressMs = now;
    if (over || isSamePress) return;
    if (question !== null || !cli.terminal.interactive) {
      end();
      cli.terminal.writeErr('\n');
      handlers.onChoice('quit');
      return;
    }
    void ask();
  });

  function end(): void {
    over = true;
    off();
    question?.cancel();
  }
  return end;
}

function understand(answer: string | null): 'cancel' | 'leave' | 'watch' | 'unclear' {
  // The input ended: nobody is there to decide, and leaving loses nothing.
  if (answer === null) return 'leave';
  const word = answer.trim().toLowerCase();
  if (word === '') return 'watch';
  if ('cancel'.startsWith(word)) return 'cancel';
  return 'leave'.startsWith(word) ? 'leave' : 'unclear';
}
