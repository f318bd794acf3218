import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { type StudioKey, type StudioKeyError, studioKeyBytes } from './studio-key.ts';

/** Crockford's letters: none that is taken for another when it is copied from paper. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bitsOfLetter = 5;
const groupLength = 4;
const keyLetters = Math.ceil((studioKeyBytes * 8) / bitsOfLetter);
const checkLetters = 4;

/** The key as a person writes it down: 14 groups of four letters, the last one to notice a slip. */
export function recoveryKeyOf(key: Buffer): string {
  const text = encode(key) + checkOf(key);
  return (text.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? []).join('-');
}

/** The key again, however it was typed: in small letters, with spaces, O for 0 and I or L for 1. */
export function readRecoveryKey(text: string): Result<Buffer, string> {
  const plain = text
    .toUpperCase()
    .replaceAll(/[\s\-–—.]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const wrong = [...plain].find((letter) => !letters.includes(letter));
  if (wrong !== undefined) return err(`“${wrong}” is in no recovery key.`);
  if (plain.length !== keyLetters + checkLetters) {
    return err(`A recovery key has 14 groups of four letters; this has ${plain.length} letters in all.`);
  }
  const key = decode(plain.slice(0, keyLetters));
  if (key === null || checkOf(key) !== plain.slice(keyLetters)) {
    return err('A letter is wrong or two are swapped. Compare it with what you wrote down.');
  }
  return ok(key);
}

/** The recovery key of a studio; its key is made where there is none yet. */
export function createRecoveryKey(
  key: Pick<StudioKey, 'readOrCreate'>,
  onValue: (value: string) => void,
): { read(): Promise<Result<string, StudioKeyError>> } {
  return {
    async read() {
      const there = await key.readOrCreate();
      if (!there.ok) return there;
      const text = recoveryKeyOf(there.value);
      onValue(text);
      return ok(text);
    },
  };
}

function encode(bytes: Buffer): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= bitsOfLetter) {
      bits -= bitsOfLetter;
      text += letters.charAt((held >> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return bits === 0 ? text : text + letters.charAt((held << (bitsOfLetter - bits)) & 31);
}

/** Null: the spare bits at the end are none that an encoded key has. */
function decode(text: string): Buffer | null {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    held = (held << bitsOfLetter) | letters.indexOf(letter);
    bits += bitsOfLetter;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 ? Buffer.from(bytes) : null;
}

function checkOf(key: Buffer): string {
  const hash = createHash('sha256').update('videoexpress recovery key ').update(key).digest();
  return encode(hash).slice(0, checkLetters);
}
