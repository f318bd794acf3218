/**
 * A piece of a text that a search can find: a whole word, or one character of a script that is written without spaces
 * between words.
 */
export interface SearchWord {
  readonly text: string;
  /** A single character: its neighbours count, and it is found from the middle of a sentence. */
  readonly isCharacter: boolean;
}

/** Scripts that leave no space between words, and Hangul, whose words carry endings and stand together in compounds. */
const unspaced = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}\p{scx=Yi}\p{scx=Tai_Le}\p{scx=New_Tai_Lue}\p{scx=Tai_Tham}\p{scx=Tai_Viet}\p{scx=Javanese}\p{scx=Balinese}`;
/** Accents and other marks that people leave out when they search. Vowel signs of Asian scripts are letters, and stay. */
const leftOutMarks = String.raw`\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed`;
/** What is invisible, and the skin tones and variants of an emoji. */
const unseen = String.raw`\p{Cf}\p{Variation_Selector}\p{Emoji_Modifier}`;

const leftOut = new RegExp(`[${leftOutMarks}${unseen}]`, 'gv');
const pieces = new RegExp(
  String.raw`(?<character>[[\p{L}\p{M}\p{N}]&&[${unspaced}]]|\p{Extended_Pictographic}|\p{Regional_Indicator})|[[\p{L}\p{M}\p{N}]--[${unspaced}]]+`,
  'gv',
);
/** Letters that carry their stroke or their second half with them, so that no rule of Unicode takes it off. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
};

/** One text as another with the same meaning to a reader: case, accents, width and ligatures make no difference. */
export function foldText(text: string): string {
  return (
    text
      .toWellFormed()
      .normalize('NFKD')
      .replaceAll(leftOut, '')
      .normalize('NFC')
      // Up first: only so does ß become ss and a dotless ı an i.
      .toUpperCase()
      .toLowerCase()
      .replaceAll(/[øłđðħŧþæœς]/g, (letter) => plainLetters[letter] ?? letter)
      // Lowering can bring accents back, as in İ.
      .normalize('NFKD')
      .replaceAll(leftOut, '')
      .normalize('NFC')
  );
}

/** What can be found of a text, in its order. Punctuation, spaces and other symbols are left out. */
export function searchWords(text: string): readonly SearchWord[] {
  return [...foldText(text).matchAll(pieces)].map((match) => ({
    text: match[0],
    isCharacter: match.groups?.['character'] !== undefined,
  }));
}

/** A text as the index takes it: its words with a space between them. */
export function indexText(text: string | null): string {
  return text === null
    ? ''
    : searchWords(text)
        .map((word) => word.text)
        .join(' ');
}
