import { readdirSync, readFileSync } from 'node:fs';
import type { CanarySearch } from './canaries.ts';

const everyMs = 40;

interface Seen {
  readonly pid: number;
  readonly parent: number;
}

/**
 * Looks again and again at everything that these processes start: at their arguments, and at the environment of the
 * daemon's own children, which need none of what the daemon was given. On systems without /proc it sees nothing.
 */
export class ProcessWatch {
  readonly #search: CanarySearch;
  readonly #roots = new Set<number>();
  readonly #timer: NodeJS.Timeout;
  /** What was read of each process when it was looked at last. */
  readonly #known = new Map<number, string>();
  /** How many children of the daemon were seen. */
  readonly children = new Set<number>();

  constructor(search: CanarySearch) {
    this.#search = search;
    this.#timer = setInterval(() => this.#look(), everyMs);
  }

  /** Watches this process and what it starts. */
  add(pid: number | undefined): void {
    if (pid !== undefined) this.#roots.add(pid);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const parents = new Map(processes().map(({ pid, parent }) => [pid, parent]));
    for (const pid of parents.keys()) {
      if (!this.#isOurs(pid, parents)) continue;
      const command = read(`/proc/${pid}/cmdline`);
      if (this.#known.get(pid) === command.toString('latin1')) continue;
      this.#known.set(pid, command.toString('latin1'));
      this.#search.look('process arguments', `process ${pid}`, command);
      const isChild = command.toString('latin1').split('\0').includes('child');
      if (!isChild) continue;
      this.children.add(pid);
      this.#search.look('environment of a child', `process ${pid}`, read(`/proc/${pid}/environ`));
    }
  }

  #isOurs(pid: number, parents: ReadonlyMap<number, number>): boolean {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
      if (this.#roots.has(at)) return true;
    }
    return false;
  }
}

function processes(): readonly Seen[] {
  let names: readonly string[] = [];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const stat = read(`/proc/${name}/stat`).toString('latin1');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return Number.isInteger(parent) ? [{ pid: Number(name), parent }] : [];
  });
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    // It ended meanwhile.
    return Buffer.alloc(0);
  }
}
