import { fontForCluster } from './font-order.ts';
import { clustersOf } from './settable-text.ts';

/** Neighbouring clusters of one font, shaped together. */
export interface TextRun {
  readonly text: string;
  readonly font: string;
}

/** A piece of text that is never broken over two lines. */
export interface TextAtom {
  readonly text: string;
  readonly runs: readonly TextRun[];
  /** Whether a space stands between it and the atom before it on the same line. */
  readonly spaceBefore: boolean;
  readonly rightToLeft: boolean;
}

const words = new Intl.Segmenter('en', { granularity: 'word' });
const rightToLeftLetter = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Scripts written without spaces: a line may break between any two of their words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Emoji_Presentation}\u3000-\u303f\uff00-\uffef]/u;
/** What must not begin a line: closing marks, small kana, the long-vowel mark, the repetition mark. */
const neverFirst = /^[\p{Pe}\p{Pf}\p{Po}ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻ゝゞヽヾ〜～…‥]/u;
/** What must not end a line: opening marks. */
const neverLast = /[\p{Ps}\p{Pi}]$/u;

/** Whether a text reads from right to left: decided by its first letter, as the Unicode bidi rules do. */
export function readsRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0];
  return first !== undefined && rightToLeftLetter.test(first);
}

/** Splits a text into atoms, where lines may break, with the fonts of each. */
export function atomsOf(text: string, order: readonly string[]): TextAtom[] {
  const atoms: TextAtom[] = [];
  let piece = '';
  let spaceBefore = false;
  const flush = (): void => {
    if (piece !== '') atoms.push(atomOf(piece, spaceBefore, order));
    piece = '';
    spaceBefore = false;
  };
  for (const { segment } of words.segment(text)) {
    if (segment.trim() === '') {
      flush();
      spaceBefore = true;
      continue;
    }
    if (piece !== '' && mayBreakBetween(piece, segment)) flush();
    piece += segment;
  }
  flush();
  return atoms;
}

function mayBreakBetween(before: string, after: string): boolean {
  if (neverFirst.test(after) || neverLast.test(before)) return false;
  const last = [...before].at(-1) ?? '';
  const [first = ''] = after;
  return unspaced.test(last) || unspaced.test(first) || /[-\u2010\u2013\u2014/]$/u.test(before);
}

function atomOf(text: string, spaceBefore: boolean, order: readonly string[]): TextAtom {
  const runs: { text: string; font: string }[] = [];
  for (const cluster of clustersOf(text)) {
    const font = fontForCluster(cluster, order) ?? order[0] ?? '';
    const last = runs.at(-1);
    if (last?.font === font) last.text += cluster;
    else runs.push({ text: cluster, font });
  }
  const rightToLeft = rightToLeftLetter.test(text);
  return { text, runs: rightToLeft ? runs.toReversed() : runs, spaceBefore, rightToLeft };
}

/** The clusters of an atom as atoms of their own, for a word that is wider than any line. */
export function splitAtom(atom: TextAtom, order: readonly string[]): TextAtom[] {
  return clustersOf(atom.text).map((cluster, i) => atomOf(cluster, atom.spaceBefore && i === 0, order));
}
