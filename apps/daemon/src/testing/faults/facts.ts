/**
 * What a client may count on, beside the life of jobs: each fact with every value that it may have by now. An answered change
 * leaves one; a change whose answer was lost adds one, since it may or may not have been made.
 */
export class Facts {
  readonly #values = new Map<string, Set<string>>();

  /** The daemon said that this is so now. */
  set(name: string, value: unknown): void {
    this.#values.set(name, new Set([JSON.stringify(value)]));
  }

  /** It was asked for, and nobody knows whether it happened. */
  maybe(name: string, value: unknown): void {
    const known = this.#values.get(name);
    if (known !== undefined) known.add(JSON.stringify(value));
  }

  /** Nothing is promised any more. */
  drop(name: string): void {
    this.#values.delete(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** What is wrong with a value that is there; null when it is one of those it may have, or nothing was said of it. */
  problem(name: string, value: unknown): string | null {
    const allowed = this.#values.get(name);
    if (allowed === undefined || allowed.has(JSON.stringify(value))) return null;
    return `${name}: is ${JSON.stringify(value)}, and was promised to be ${[...allowed].join(' or ')}`;
  }

  /** Names that begin so. */
  named(prefix: string): string[] {
    return [...this.#values.keys()].filter((name) => name.startsWith(prefix));
  }
}
