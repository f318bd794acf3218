import { fontForCluster, fontOrderFor, type TypeVoice } from './font-order.ts';

/** A text in which every cluster has a bundled font. */
export interface SettableText {
  readonly text: string;
  /** How many clusters had to be left out because no bundled font draws them. */
  readonly missing: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Splits a text into what a reader sees as single characters. */
export function clustersOf(text: string): string[] {
  return [...graphemes.segment(text)].map((part) => part.segment);
}

/**
 * Leaves only what the bundled fonts can draw, so that no empty box ever appears: a cluster without a font is replaced by
 * its compatibility form, its base letter or the first emoji of a joined one, and else dropped and counted.
 */
export function settableText(raw: string, voice: TypeVoice): SettableText {
  // Blanks in disguise (an empty braille cell, Hangul fillers) are spaces; private and unassigned characters are nothing.
  const text = raw.normalize('NFC').replace(/[\p{Cc}\p{Co}\p{Cn}\u2800\u115f\u1160\u3164\uffa0\ufffc\ufffd]+/gu, ' ');
  const order = fontOrderFor(text, voice);
  let kept = '';
  let missing = 0;
  for (const cluster of clustersOf(text)) {
    // Joiners, marks of direction and variation selectors draw nothing by themselves.
    const visible = cluster.replace(/[\p{Cf}\p{Mn}]/gu, '');
    if (/^[\s\p{Z}]*$/u.test(visible)) {
      kept += visible === '' ? '' : ' ';
      continue;
    }
    const form = drawableForm(cluster, order);
    if (form === null) missing++;
    else kept += form;
  }
  return { text: kept.replace(/ {2,}/g, ' ').trim(), missing };
}

function drawableForm(cluster: string, order: readonly string[]): string | null {
  const forms = [cluster, cluster.normalize('NFKC'), cluster.normalize('NFKD').replace(/\p{M}+/gu, '')];
  for (const form of forms) {
    if (form !== '' && clustersOf(form).every((part) => fontForCluster(part, order) !== null)) return form;
  }
  // A family of people whose joined form is unknown: its first member is better than nothing.
  const [first] = cluster.split('\u200d');
  return first !== undefined && first !== cluster && fontForCluster(first, order) !== null ? first : null;
}
