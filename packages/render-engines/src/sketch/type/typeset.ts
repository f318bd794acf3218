import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { emojiRunWidth, isEmojiFont } from './emoji-run.ts';
import { fontOrderFor, type TypeVoice } from './font-order.ts';
import type { FontRegistry } from './font-registry.ts';
import { breakBalanced, lineWidth } from './line-breaking.ts';
import { atomsOf, readsRightToLeft, splitAtom, type TextAtom, type TextRun } from './text-atoms.ts';

/** Where a block of type stands in the frame. */
export interface TypePlacement {
  readonly align: 'start' | 'centre';
  /** Where the free height above the block goes: 0 at the top margin, 1 at the bottom margin. */
  readonly vertical: number;
}

export interface PlacedRun extends TextRun {
  /** From the left edge of its word, pixels. */
  readonly x: number;
  readonly width: number;
}

export interface PlacedWord {
  readonly runs: readonly PlacedRun[];
  /** Left edge and baseline in the frame, pixels. */
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
  readonly line: number;
  readonly rightToLeft: boolean;
}

/** A text with its size and the place of every word, in reading order. */
export interface TypeBlock {
  readonly words: readonly PlacedWord[];
  readonly sizePixels: number;
  readonly lineHeight: number;
  readonly lineCount: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly rightToLeft: boolean;
  /** Some words at the end did not fit and an ellipsis stands for them. */
  readonly shortened: boolean;
}

interface MeasuredText {
  readonly atom: TextAtom;
  readonly runWidths: readonly number[];
  readonly width: number;
  readonly gapBefore: number;
}

/** Scripts with marks above and below need air between the lines. */
const tallScript =
  /[\p{Script=Thai}\p{Script=Devanagari}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Lao}\p{Script=Arabic}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Gujarati}\p{Script=Gurmukhi}]/u;
const wideScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

export interface TypesetInput {
  readonly text: string;
  readonly voice: TypeVoice;
  readonly width: number;
  readonly height: number;
  readonly placement: TypePlacement;
  readonly fonts: FontRegistry;
}

/** Sets a text within the safe margins, as large as its length and the frame suggest. Null where there is no text. */
export function typeset(input: TypesetInput): TypeBlock | null {
  const order = fontOrderFor(input.text, input.voice);
  const pen = createCanvas(8, 8).getContext('2d');
  const { width, height } = input;
  const base = Math.min(height, width * 0.86);
  // The display faces have optical sizes: a word's width in ems depends on how large it is set.
  let size = base * 0.12;
  const measure = (atom: TextAtom): MeasuredText => measureAtom(atom, pen, input.fonts, size);
  const all = atomsOf(input.text, order).map(measure);
  if (all.length === 0) return null;

  const tiny = base < 160;
  const leading = tallScript.test(input.text) ? 1.5 : wideScript.test(input.text) ? 1.36 : 1.12;
  const wide = width >= height ? (input.placement.align === 'centre' ? 0.74 : 0.62) : 0.84;
  const boxWidth = width * (tiny ? 0.9 : wide);
  const boxHeight = height * (tiny ? 0.84 : width >= height ? 0.56 : 0.44);
  const smallest = Math.max(8, base * 0.05);
  size = Math.max(smallest, base * sizeShare(all));
  let shortened = false;
  let shown = all;
  for (;;) {
    shown = splitWideAtoms(
      shown.map((entry) => measure(entry.atom)),
      boxWidth / size,
      order,
      measure,
    );
    const lines = breakBalanced(shown, boxWidth / size);
    const wrapsTooMuch = lines.length > 5 && size > smallest;
    if (lines.length * leading * size <= boxHeight && !wrapsTooMuch) break;
    if (size > smallest) size = Math.max(smallest, size * 0.94);
    else if (shown.length > 1) {
      shortened = true;
      shown = withEllipsis(shown.slice(0, Math.min(shown.length - 1, Math.floor(shown.length * 0.9))), order, measure);
    } else break;
  }
  return placeLines(shown, { ...input, size, leading, boxWidth, shortened, tiny });
}

/** The share of the frame that a line of a text of this length takes: a word is a title, a paragraph is small. */
function sizeShare(atoms: readonly MeasuredText[]): number {
  const ems = atoms.reduce((sum, atom) => sum + atom.width + atom.gapBefore, 0);
  if (ems < 5) return 0.2;
  if (ems < 12) return 0.15;
  if (ems < 24) return 0.118;
  if (ems < 44) return 0.092;
  return 0.075;
}

function measureAtom(atom: TextAtom, pen: SKRSContext2D, fonts: FontRegistry, sizePixels: number): MeasuredText {
  const runWidths = atom.runs.map((run) => {
    pen.font = fonts.cssFont(run.font, sizePixels);
    return (isEmojiFont(run.font) ? emojiRunWidth(pen, run.text) : pen.measureText(run.text).width) / sizePixels;
  });
  const width = runWidths.reduce((sum, part) => sum + part, 0);
  return { atom, runWidths, width, gapBefore: atom.spaceBefore ? 0.25 : 0 };
}

function splitWideAtoms(
  atoms: readonly MeasuredText[],
  widest: number,
  order: readonly string[],
  measure: (atom: TextAtom) => MeasuredText,
): MeasuredText[] {
  return atoms.flatMap((atom) => {
    if (atom.width <= widest) return [atom];
    const parts = splitAtom(atom.atom, order);
    return parts.length < 2 ? [atom] : parts.map(measure);
  });
}

function withEllipsis(
  atoms: readonly MeasuredText[],
  order: readonly string[],
  measure: (atom: TextAtom) => MeasuredText,
): MeasuredText[] {
  const last = atoms.at(-1);
  if (last === undefined) return [];
  const text = `${last.atom.text.replace(/[\p{P}…]+$/u, '')}…`;
  const [atom] = atomsOf(text, order);
  if (atom === undefined) return [...atoms];
  return [...atoms.slice(0, -1), measure({ ...atom, spaceBefore: last.atom.spaceBefore })];
}

interface Setting extends TypesetInput {
  readonly size: number;
  readonly leading: number;
  readonly boxWidth: number;
  readonly shortened: boolean;
  readonly tiny: boolean;
}

function placeLines(atoms: readonly MeasuredText[], setting: Setting): TypeBlock {
  const { size, width, height } = setting;
  const lines = breakBalanced(atoms, setting.boxWidth / size);
  const rightToLeft = readsRightToLeft(setting.text);
  const lineHeight = size * setting.leading;
  const blockHeight = lines.length * lineHeight;
  const marginX = setting.tiny ? width * 0.05 : Math.max(width * 0.075, height * 0.06);
  const marginY = height * (setting.tiny ? 0.07 : 0.105);
  const top = marginY + (height - 2 * marginY - blockHeight) * setting.placement.vertical;
  const blockWidth = Math.max(...lines.map((line) => lineWidth(atoms, line) * size));
  const startX = rightToLeft ? width - marginX - blockWidth : marginX;
  const left = setting.placement.align === 'centre' ? (width - blockWidth) / 2 : startX;

  const words = lines.flatMap((line, lineIndex) => {
    const own = lineWidth(atoms, line) * size;
    const slack = blockWidth - own;
    const shift = setting.placement.align === 'centre' ? slack / 2 : rightToLeft ? slack : 0;
    const baseline = top + lineIndex * lineHeight + lineHeight / 2 + size * 0.33;
    return placeWords(atoms, line, { x: left + shift, width: own, baseline, size, lineIndex, rightToLeft });
  });
  return {
    words,
    sizePixels: size,
    lineHeight,
    lineCount: lines.length,
    box: { x: left, y: top, width: blockWidth, height: blockHeight },
    rightToLeft,
    shortened: setting.shortened,
  };
}

interface LineFrame {
  readonly x: number;
  readonly width: number;
  readonly baseline: number;
  readonly size: number;
  readonly lineIndex: number;
  readonly rightToLeft: boolean;
}

/** Places the words of a line; in a line that reads from the right, words of the other direction keep their own order. */
function placeWords(atoms: readonly MeasuredText[], line: readonly number[], frame: LineFrame): PlacedWord[] {
  const offsets = new Map<number, number>();
  let at = 0;
  visualOrder(atoms, line, frame.rightToLeft).forEach((index, i, order) => {
    const previous = order[i - 1];
    // The space between two neighbours belongs to whichever of them is read second.
    const second = previous === undefined ? undefined : Math.max(previous, index);
    at += second === undefined ? 0 : (atoms[second]?.gapBefore ?? 0) * frame.size;
    offsets.set(index, at);
    at += (atoms[index]?.width ?? 0) * frame.size;
  });
  return line.flatMap((index) => {
    const measured = atoms[index];
    if (measured === undefined) return [];
    let runX = 0;
    const runs = measured.atom.runs.map((run, i) => {
      const runWidth = (measured.runWidths[i] ?? 0) * frame.size;
      const placed = { ...run, x: runX, width: runWidth };
      runX += runWidth;
      return placed;
    });
    return [
      {
        runs,
        x: frame.x + (offsets.get(index) ?? 0),
        baseline: frame.baseline,
        width: measured.width * frame.size,
        line: frame.lineIndex,
        rightToLeft: measured.atom.rightToLeft || (frame.rightToLeft && !/[\p{L}\p{N}]/u.test(measured.atom.text)),
      },
    ];
  });
}

function visualOrder(atoms: readonly MeasuredText[], line: readonly number[], rightToLeft: boolean): number[] {
  const isOpposite = (index: number): boolean => (atoms[index]?.atom.rightToLeft ?? false) !== rightToLeft;
  const groups: number[][] = [];
  for (const index of line) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    if (group !== undefined && first !== undefined && isOpposite(first) && isOpposite(index)) group.push(index);
    else groups.push([index]);
  }
  // A run against the direction of the line is turned round as a whole.
  const ordered = rightToLeft ? groups.toReversed() : groups;
  return ordered.flatMap((group) => (group.length > 1 && !rightToLeft ? group.toReversed() : group));
}
