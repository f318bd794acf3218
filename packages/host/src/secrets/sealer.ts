import { ok, type Result } from '@videoexpress/job-schema';
import { seal, unseal } from './sealed-value.ts';
import { type StudioKey, type StudioKeyError, studioKeyId } from './studio-key.ts';

/** Values inside a sealed text that are long enough to be a token; shorter ones are states and kinds. */
const leastTokenCharacters = 16;

/** Seals texts with the studio's own key, each for one purpose. */
export interface StudioSealer {
  /** Names the key without telling anything of it; null: there is none yet, or it cannot be read. */
  keyId(): Promise<string | null>;
  seal(purpose: string, text: string): Promise<Result<string, StudioKeyError>>;
  /** Null: another key, another purpose, or a changed byte. */
  unseal(purpose: string, sealed: string): Promise<string | null>;
}

export interface SealerParts {
  readonly key: StudioKey;
  /** Told of everything that was sealed or opened, before it is used, so that it can be taken out of texts. */
  readonly onValue: (value: string) => void;
}

/** A sealer over the key in the secret store. */
export function createSealer({ key, onValue }: SealerParts): StudioSealer {
  return {
    async keyId() {
      const there = await key.read();
      return there.ok && there.value !== null ? studioKeyId(there.value) : null;
    },
    async seal(purpose, text) {
      for (const value of secretsIn(text)) onValue(value);
      const made = await key.readOrCreate();
      return made.ok ? ok(seal(made.value, nameOf(purpose), text)) : made;
    },
    async unseal(purpose, sealed) {
      const there = await key.read();
      if (!there.ok || there.value === null) return null;
      const text = unseal(there.value, nameOf(purpose), sealed);
      if (text !== null) for (const value of secretsIn(text)) onValue(value);
      return text;
    },
  };
}

/** What is sealed for a purpose can be taken for no secret of the store, whatever the purpose is called. */
function nameOf(purpose: string): string {
  return `sealed ${purpose}`;
}

/** The words of a text that are secret: all of a plain one, and the long values of a JSON document. */
function secretsIn(text: string): readonly string[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [text];
  }
  const found: string[] = [];
  const waiting: unknown[] = [json];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (typeof each === 'string' && each.length >= leastTokenCharacters && !/\s/.test(each)) found.push(each);
    if (typeof each === 'object' && each !== null) waiting.push(...Object.values(each));
  }
  return found;
}
