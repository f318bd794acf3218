/** A source in two forms, each as long as the original so that positions and line numbers stay right. */
export interface SourceText {
  /** Comments blanked. */
  readonly code: string;
  /** Comments and the insides of strings blanked. */
  readonly bare: string;
}

/** After one of these a slash begins a regular expression, not a division. */
const beforeRegex = /(?:^|[(,=:[!&|?{};+\-*%~^]|=>|\b(?:return|typeof|case|in|of|void|delete|await|yield))\s*$/;

interface Piece {
  readonly kind: 'code' | 'comment' | 'string';
  readonly end: number;
}

/** Separates code, comments and strings. Templates count as strings, except for what stands in `${}`. */
export function readSourceText(source: string): SourceText {
  let code = '';
  let bare = '';
  let position = 0;
  const openTemplates: number[] = [];
  let depth = 0;
  const take = (piece: Piece): void => {
    const text = source.slice(position, piece.end);
    code += piece.kind === 'comment' ? blank(text) : text;
    if (piece.kind === 'string') bare += text.slice(0, 1) + blank(text.slice(1, -1)) + text.slice(1).slice(-1);
    else bare += piece.kind === 'comment' ? blank(text) : text;
    position = piece.end;
  };
  while (position < source.length) {
    const character = source[position];
    const templateEnds = character === '}' && openTemplates.at(-1) === depth;
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === '`' || templateEnds) {
      if (templateEnds) openTemplates.pop();
      const end = endOfTemplatePart(source, position + 1);
      take({ kind: 'string', end });
      if (source.slice(end - 2, end) === '${') {
        depth += 1;
        openTemplates.push(depth);
      }
    } else {
      take(nextPiece(source, position, bare));
    }
  }
  return { code, bare };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function nextPiece(source: string, position: number, before: string): Piece {
  const two = source.slice(position, position + 2);
  if (two === '//') return { kind: 'comment', end: endAt(source, '\n', position) };
  if (two === '/*') return { kind: 'comment', end: Math.min(source.length, endAt(source, '*/', position + 2) + 2) };
  const character = source[position];
  if (character === "'" || character === '"') return { kind: 'string', end: endOfQuoted(source, position) };
  if (character === '/' && beforeRegex.test(before.slice(-40))) {
    return { kind: 'string', end: endOfRegex(source, position) };
  }
  return { kind: 'code', end: position + 1 };
}

function endAt(source: string, text: string, from: number): number {
  const index = source.indexOf(text, from);
  return index === -1 ? source.length : index;
}

function endOfQuoted(source: string, start: number): number {
  const quote = source[start];
  for (let index = start + 1; index < source.length; index += 1) {
    if (source[index] === '\\') index += 1;
    else if (source[index] === quote) return index + 1;
    else if (source[index] === '\n') return index;
  }
  return source.length;
}

function endOfRegex(source: string, start: number): number {
  let inClass = false;
  for (let index = start + 1; index < source.length; index += 1) {
    const character = source[index];
    if (character === '\\') index += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '\n') return index;
    else if (character === '/' && !inClass) return index + 1;
  }
  return source.length;
}

/** Up to and with the closing backtick or the `${` that interrupts it. */
function endOfTemplatePart(source: string, start: number): number {
  for (let index = start; index < source.length; index += 1) {
    if (source[index] === '\\') index += 1;
    else if (source[index] === '`') return index + 1;
    else if (source[index] === '$' && source[index + 1] === '{') return index + 2;
  }
  return source.length;
}

/** The line, counted from 1, of a position in a text. */
export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
