import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What a render of the farm comes to. */
export const farmFates = ['good', 'truncated', 'html', 'empty', 'no index', 'fails', 'gone', 'crashes'] as const;
export type FarmFate = (typeof farmFates)[number];

const renderSchema = z.object({ takenAtMs: z.number(), doneAfterMs: z.number(), fate: z.enum(farmFates) });
export type FarmRender = z.infer<typeof renderSchema>;

/** The other side of an engine that renders elsewhere: its memory is files, so it goes on when the daemon is killed. */
export function createFarm(folder: string) {
  mkdirSync(folder, { recursive: true });
  const pathOf = (attempt: string) => join(folder, `${attempt}.json`);
  const note = (what: string, attempt: string) => appendFileSync(join(folder, 'taken.log'), `${what} ${attempt}\n`);
  return {
    /** Begins a render, unless it has one for this attempt. */
    take(attempt: string, render: FarmRender): void {
      if (existsSync(pathOf(attempt))) return;
      writeFileSync(pathOf(attempt), JSON.stringify(render));
      note('taken', attempt);
    },
    look(attempt: string): FarmRender | null {
      if (!existsSync(pathOf(attempt))) return null;
      return renderSchema.parse(JSON.parse(readFileSync(pathOf(attempt), 'utf8')));
    },
    forget(attempt: string): void {
      rmSync(pathOf(attempt), { force: true });
    },
    /** Renders that nobody has put away. */
    held: () => readdirSync(folder).filter((name) => name.endsWith('.json')),
  };
}

/** How often each attempt was begun, as the farm remembers it. */
export function farmStarts(folder: string): ReadonlyMap<string, number> {
  const log = join(folder, 'taken.log');
  const starts = new Map<string, number>();
  if (!existsSync(log)) return starts;
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const [, attempt] = line.split(' ');
    if (attempt !== undefined) starts.set(attempt, (starts.get(attempt) ?? 0) + 1);
  }
  return starts;
}
