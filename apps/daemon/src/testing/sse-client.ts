/** One block of an event stream, as a browser takes it apart. */
export interface SseBlock {
  readonly event: string | null;
  readonly id: string | null;
  readonly data: string | null;
  readonly comment: string | null;
  readonly retry: string | null;
}

/** Reads an event stream block by block. */
export class SseClient {
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #abort: AbortController;
  readonly #decoder = new TextDecoder();
  #text = '';

  private constructor(response: Response, abort: AbortController) {
    if (response.body === null) throw new Error('The stream has no body');
    this.response = response;
    this.#abort = abort;
    this.#reader = response.body.getReader();
  }

  static async open(fetchIt: (init: RequestInit) => Promise<Response>): Promise<SseClient> {
    const abort = new AbortController();
    return new SseClient(await fetchIt({ signal: abort.signal }), abort);
  }

  /** The next block; null when the stream has ended. */
  async next(): Promise<SseBlock | null> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end !== -1) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return parseBlock(block);
      }
      const { done, value } = await this.#reader.read();
      if (done) return null;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  /** The next `count` blocks. */
  async take(count: number): Promise<SseBlock[]> {
    const blocks: SseBlock[] = [];
    while (blocks.length < count) {
      const block = await this.next();
      if (block === null) throw new Error(`The stream ended after ${blocks.length} of ${count} blocks`);
      blocks.push(block);
    }
    return blocks;
  }

  close(): void {
    this.#abort.abort();
    this.#reader.cancel().catch(() => {});
  }
}

function parseBlock(block: string): SseBlock {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? null;
  return { event: field('event'), id: field('id'), data: field('data'), comment: field(''), retry: field('retry') };
}
