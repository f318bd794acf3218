import type { ChildProcess } from 'node:child_process';

const startMs = 30_000;

/** Waits until a program has said that it is ready; rejects with what it said where it ends first, or takes too long. */
export function untilItSays(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const streams = [child.stdout, child.stderr].flatMap((stream) => stream ?? []);
    const late = setTimeout(() => settle(() => reject(new Error(`It did not start: ${said}`))), startMs);
    const onExit = (): void => settle(() => reject(new Error(`It ended: ${said}`)));
    const onError = (cause: Error): void => settle(() => reject(cause));
    const onData = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-10_000);
      if (said.includes(words)) settle(resolve);
    };
    function settle(end: () => void): void {
      clearTimeout(late);
      child.off('exit', onExit).off('error', onError);
      for (const stream of streams) stream.off('data', onData).resume();
      end();
    }
    child.on('exit', onExit).on('error', onError);
    for (const stream of streams) stream.on('data', onData);
  });
}

/** Ends a program that we started and waits until it is gone. */
export async function endProgram(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
