/** What can be asked of the stand-in. */
export type YoutubeCall = 'start' | 'chunk' | 'question' | 'drop' | 'video' | 'channel' | 'uploads' | 'thumbnail';

/** What it does instead of what it should. */
export type YoutubeFault =
  /** Refuses it as Google would. */
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly reason: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Reads so many bytes of the request, keeps what it would keep, and cuts the line. */
  | { readonly kind: 'cut_after'; readonly bytes: number }
  /** Does all of it, and cuts the line in place of the answer. */
  | { readonly kind: 'swallow_answer' }
  /** Forgets the upload. */
  | { readonly kind: 'forget_session' };

interface Ordered {
  readonly call: YoutubeCall;
  readonly fault: YoutubeFault;
  times: number;
}

/** Faults in the order they were asked for. */
export class FaultDesk {
  readonly #orders: Ordered[] = [];

  /** The next `times` calls of this kind go wrong. */
  order(call: YoutubeCall, fault: YoutubeFault, times = 1): void {
    this.#orders.push({ call, fault, times });
  }

  take(call: YoutubeCall): YoutubeFault | null {
    const index = this.#orders.findIndex((order) => order.call === call);
    const order = this.#orders[index];
    if (order === undefined) return null;
    order.times -= 1;
    if (order.times <= 0) this.#orders.splice(index, 1);
    return order.fault;
  }

  clear(): void {
    this.#orders.splice(0);
  }
}
