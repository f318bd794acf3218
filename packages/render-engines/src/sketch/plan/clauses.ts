/** One thought of a prompt: what is shown as type, and what is read for the picture (camera words included). */
export interface Clause {
  readonly text: string;
  /** The mark that ended it, dropped from a title, needed where another clause follows it on the same screen. */
  readonly ending: string;
}

/** Words that ask a model for quality; they say nothing that a viewer should read. */
const qualityWords =
  /^(?:\d+k(?: resolution)?|uhd|hdr|hd|4k uhd|ultra[- ]?hd|cinematic(?: (?:lighting|shot|look|style|film))?|masterpiece|best quality|high(?:est)? quality|(?:highly|very|ultra|hyper)[- ]?(?:detailed|realistic)|photo-?realistic|realistic|award[- ]winning|trending on artstation|unreal engine(?: \d)?|octane render|sharp focus|depth of field|shallow depth of field|film grain|35 ?mm(?: film)?|volumetric lighting|\d+ ?fps|wide shot|close[- ]up|medium shot)$/iu;

/** Words that direct the camera. */
const cameraWords =
  /^(?:the )?(?:camera\b.*|(?:slow(?:ly)?|smooth|gentle|steady) (?:push|pan|zoom|dolly|tilt|pull|tracking|track|orbit)\b.*|(?:push|zoom|dolly|pull)(?:ing)?[- ](?:in|out|back)|(?:aerial|drone|tracking|static|wide|handheld) shot)$/iu;

const sentenceEnd = /(?<=[.!?…])\s+|(?<=[。！？؟।॥！？])\s*|\n+/u;
const clauseEnd = /(?<=[,;:،؛])\s+|\s+[–—-]\s+|(?<=[，；：、])\s*/u;

/** Visible length: what it takes to read, with scripts that say more in a character counted double. */
export function readingLength(text: string): number {
  let length = 0;
  for (const character of text)
    length += /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character) ? 2.4 : 1;
  return length;
}

/** Whether a piece of text is there to be read, and not only to direct a model. */
function isForViewers(piece: string): boolean {
  const bare = piece.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
  return !qualityWords.test(bare) && !cameraWords.test(bare);
}

/** Takes off the mark that ends a line of a title; questions, calls and ellipses keep theirs. */
function clauseOf(piece: string): Clause {
  const whole = piece.trim();
  const text = whole.replace(/[.,;:،؛，；：、。।]+$/u, '').trim();
  return { text, ending: whole.slice(text.length).trim() };
}

/** Clauses told on one screen, as running text. */
export function joinClauses(clauses: readonly Clause[]): string {
  return clauses.reduce((told, clause, i) => {
    if (i === 0) return clause.text;
    const before = clauses[i - 1]?.ending ?? '';
    const glue = /[。，、；：]$/u.test(before) || /[。！？]$/u.test(told) ? '' : ' ';
    return `${told}${before}${glue}${clause.text}`;
  }, '');
}

/**
 * Splits a prompt into clauses, one a sentence, long sentences at their commas. Camera and quality directions are left out
 * of what is shown.
 */
export function splitClauses(prompt: string): Clause[] {
  const pieces: string[] = [];
  for (const sentence of prompt.split(sentenceEnd)) {
    const parts = sentence.split(clauseEnd).filter((part) => part.trim() !== '');
    const shown = parts.filter(isForViewers);
    if (shown.length === 0) continue;
    const whole = shown.length === parts.length ? sentence : shown.join(glueOf(sentence));
    if (readingLength(whole) <= 64) pieces.push(whole);
    else pieces.push(...joinShort(shown));
  }
  return pieces.map(clauseOf).filter((clause) => /[^\s\p{P}]/u.test(clause.text));
}

function glueOf(sentence: string): string {
  return /\s/u.test(sentence.trim()) ? ' ' : '';
}

/** Puts neighbouring parts of a sentence together while they stay short enough to read at a glance. */
function joinShort(parts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const glue = last !== undefined && /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(last) ? '' : ' ';
    if (last !== undefined && readingLength(last) + readingLength(part) <= 60)
      joined[joined.length - 1] = `${last.trim()}${glue}${part.trim()}`;
    else joined.push(part.trim());
  }
  return joined;
}
