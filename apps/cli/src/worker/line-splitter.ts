import { StringDecoder } from 'node:string_decoder';

/** Far longer than a line that a person reads; what comes without an end is cut there. */
const mostCharacters = 16_384;

/** Cuts a stream of bytes into lines. A carriage return alone ends one too, as where progress is drawn over itself. */
export interface LineSplitter {
  push(bytes: Uint8Array): void;
  /** The stream ended: what is left is a line. */
  end(): void;
}

export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';

  function take(text: string): void {
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    while (rest.length > mostCharacters) {
      onLine(rest.slice(0, mostCharacters));
      rest = rest.slice(mostCharacters);
    }
  }

  return {
    push: (bytes) => take(decoder.write(bytes)),
    end() {
      take(decoder.end());
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
