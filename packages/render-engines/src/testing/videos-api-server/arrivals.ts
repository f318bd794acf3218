/** Counts what came, by its name, and tells whoever waits for it. */
export class Arrivals<Name extends string> {
  readonly #counts = new Map<Name, number>();
  #waiting: { readonly name: Name; readonly count: number; readonly resolve: () => void }[] = [];

  note(name: Name): void {
    this.#counts.set(name, this.#countOf(name) + 1);
    const isThere = (each: { name: Name; count: number }) => each.count <= this.#countOf(each.name);
    for (const each of this.#waiting) if (isThere(each)) each.resolve();
    this.#waiting = this.#waiting.filter((each) => !isThere(each));
  }

  /** Resolves once so many came, counted from the beginning. */
  async until(name: Name, count: number): Promise<void> {
    if (this.#countOf(name) >= count) return;
    await new Promise<void>((resolve) => this.#waiting.push({ name, count, resolve }));
  }

  #countOf(name: Name): number {
    return this.#counts.get(name) ?? 0;
  }
}
