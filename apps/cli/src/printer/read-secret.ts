/** What came of asking for a secret. `interrupted`: Ctrl-C; `ended`: the input ended before there was anything. */
export type SecretInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'interrupted' | 'ended' | 'too_long' };

/** A stream that may be a terminal. */
export interface SecretSource extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?: (raw: boolean) => unknown;
}

/** Far more than any key has; a wrong file in a pipe is not read to its end. */
const mostCharacters = 16_384;

/**
 * Reads a secret: on a terminal one line that is not shown, elsewhere everything up to the end of the input. On a
 * terminal the raw mode is on meanwhile, so that nothing is echoed, and off again whatever happens.
 */
export function readSecretFrom(input: SecretSource): Promise<SecretInput> {
  const isTyped = input.isTTY === true && input.setRawMode !== undefined;
  return new Promise((resolve) => {
    let text = '';
    const onData = (chunk: string | Buffer): void => {
      if (isTyped) {
        for (const key of withoutPasteMarks(chunk.toString())) if (press(key)) return;
      } else text += chunk.toString();
      if (text.length > mostCharacters) settle({ kind: 'too_long' });
    };
    const onEnd = (): void => settle(text === '' ? { kind: 'ended' } : { kind: 'text', text });

    /** Takes one key; true once that ended it. */
    function press(key: string): boolean {
      switch (key) {
        case '\r':
        case '\n':
          settle({ kind: 'text', text });
          return true;
        case '\u0003':
          settle({ kind: 'interrupted' });
          return true;
        case '\u0004':
          onEnd();
          return true;
        case '\u007f':
        case '\b':
          text = text.slice(0, -1);
          return false;
        case '\u0015':
          text = '';
          return false;
        default:
          text += key;
          return false;
      }
    }

    function settle(said: SecretInput): void {
      input.off('data', onData);
      input.off('end', onEnd);
      if (isTyped) input.setRawMode?.(false);
      input.pause();
      resolve(said);
    }

    if (isTyped) input.setRawMode?.(true);
    input.on('data', onData);
    input.on('end', onEnd);
    input.resume();
  });
}

/** Some terminals put marks around what is pasted. */
function withoutPasteMarks(text: string): string {
  // eslint-disable-next-line no-control-regex -- the marks are control characters
  return text.replaceAll(/\u001b\[20[01]~/g, '');
}
