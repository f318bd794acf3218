import type { ChildCommand } from './child-command.ts';
import { ChildCrash } from './child-crash.ts';
import { type RunningChild, type StartChildOptions, startChild } from './start-child.ts';

/** The children of one program, so that it can end them all before it leaves. */
export type Children = {
  /** As `startChild`, with the command already known. */
  readonly start: (task: string, input: unknown, options?: StartChildOptions) => RunningChild;
  /** Ends every child and waits until all are gone; well under a second. */
  readonly killAll: () => Promise<void>;
  /** How many run now. */
  readonly count: () => number;
};

/** @param onCrash called when one ends by a bug */
export function createChildren(command: ChildCommand, onCrash: (crash: ChildCrash) => void = () => {}): Children {
  const running = new Set<RunningChild>();
  return {
    start(task, input, options) {
      const child = startChild(command, task, input, options);
      running.add(child);
      void child.ended.then((end) => {
        running.delete(child);
        const crash = ChildCrash.of(task, end);
        if (crash !== null) onCrash(crash);
      });
      return child;
    },
    async killAll() {
      const ends = [...running].map((child) => {
        child.abort();
        return child.ended;
      });
      await Promise.all(ends);
    },
    count: () => running.size,
  };
}
