/** Keeps the last bytes of a stream of text, so that a chatty process cannot fill the memory. */
export type TextTail = {
  readonly append: (bytes: Uint8Array) => void;
  readonly text: () => string;
};

export function createTextTail(maxBytes: number): TextTail {
  let tail = Buffer.alloc(0);
  return {
    append(bytes) {
      tail = Buffer.concat([tail, bytes]).subarray(-maxBytes);
    },
    text() {
      return tail.toString('utf8');
    },
  };
}
