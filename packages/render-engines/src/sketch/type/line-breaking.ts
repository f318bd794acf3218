/** What breaking lines needs to know of an atom; widths in any one unit. */
export interface MeasuredAtom {
  readonly width: number;
  /** The space before it, where it does not stand first on its line. */
  readonly gapBefore: number;
}

/** Breaks atoms into lines no wider than `maxWidth`, first fit. Each line is the indices of its atoms. */
export function breakLines(atoms: readonly MeasuredAtom[], maxWidth: number): number[][] {
  const lines: number[][] = [];
  let line: number[] = [];
  let width = 0;
  atoms.forEach((atom, index) => {
    const wider = width + (line.length === 0 ? 0 : atom.gapBefore) + atom.width;
    if (line.length > 0 && wider > maxWidth) {
      lines.push(line);
      line = [index];
      width = atom.width;
    } else {
      line.push(index);
      width = wider;
    }
  });
  if (line.length > 0) lines.push(line);
  return lines;
}

/**
 * Breaks atoms into as few lines as `maxWidth` allows, then narrows the measure as far as that number of lines bears, so
 * that the lines are of like length and no single word is left over.
 */
export function breakBalanced(atoms: readonly MeasuredAtom[], maxWidth: number): number[][] {
  const widest = breakLines(atoms, maxWidth);
  if (widest.length < 2) return widest;
  let low = Math.max(...atoms.map((atom) => atom.width));
  let high = maxWidth;
  for (let step = 0; step < 12 && high - low > maxWidth / 400; step++) {
    const middle = (low + high) / 2;
    if (breakLines(atoms, middle).length <= widest.length) high = middle;
    else low = middle;
  }
  return breakLines(atoms, high);
}

/** The width of one line of atoms. */
export function lineWidth(atoms: readonly MeasuredAtom[], line: readonly number[]): number {
  return line.reduce(
    (sum, index, i) => sum + (atoms[index]?.width ?? 0) + (i === 0 ? 0 : (atoms[index]?.gapBefore ?? 0)),
    0,
  );
}
