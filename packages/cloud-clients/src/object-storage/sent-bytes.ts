import type { ByteProgress } from '@videoexpress/studio';

/**
 * Adds up what the parts of an upload have sent, and tells of it. A part that begins again takes back what it had sent, but
 * what was told never goes down.
 */
export class SentBytes {
  readonly #total: number;
  readonly #tell: ByteProgress | undefined;
  readonly #ofParts = new Map<number, number>();
  #sum = 0;
  #told = 0;

  constructor(total: number, tell: ByteProgress | undefined) {
    this.#total = total;
    this.#tell = tell;
  }

  begin(part: number): void {
    this.#sum -= this.#ofParts.get(part) ?? 0;
    this.#ofParts.set(part, 0);
  }

  add(part: number, bytes: number): void {
    this.#ofParts.set(part, (this.#ofParts.get(part) ?? 0) + bytes);
    this.#sum += bytes;
    if (this.#sum <= this.#told) return;
    this.#told = this.#sum;
    this.#tell?.(this.#told, this.#total);
  }
}
