import { redacted } from './scrub.ts';

/** Shorter values stand in too many words to be taken out of texts; a service's key is never so short. */
const leastCharacters = 6;

/**
 * The values of secrets that this process knows, to take them out of whatever leaves it. One that was replaced stays
 * known: a line about it may be on its way.
 */
export interface KnownSecrets {
  readonly add: (value: string) => void;
  /** The text with every known value replaced, also where it is written in JSON, an address, base64 or hex. */
  readonly redact: (text: string) => string;
}

/** Knows none at first. */
export function createKnownSecrets(): KnownSecrets {
  const forms = new Set<string>();
  let longestFirst: readonly string[] = [];
  return {
    add(value) {
      if (value.length < leastCharacters || forms.has(value)) return;
      for (const form of formsOf(value)) forms.add(form);
      // One value may be the beginning of another.
      longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
    },
    redact(text) {
      let clean = text;
      for (const form of longestFirst) if (clean.includes(form)) clean = clean.replaceAll(form, redacted);
      return clean;
    },
  };
}

/** The ways in which one value is written. Base64 stands at three offsets, as the middle of a longer text. */
export function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const inJson = JSON.stringify(value).slice(1, -1);
  const inJsonTwice = JSON.stringify(inJson).slice(1, -1);
  return [value, inJson, inJsonTwice, encodeURIComponent(value), bytes.toString('hex'), ...base64Forms(bytes)];
}

function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // The characters at both ends hold bits of what stands beside it.
    const own = padded.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + bytes.length) * 8) / 6));
    return own.length < leastCharacters ? [] : [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
