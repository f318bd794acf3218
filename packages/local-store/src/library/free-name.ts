/** What a project's name may have, in UTF-16 units, as requests are held to it. */
const longestName = 100;

/** Whether two names read the same. */
export function isSameName(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { sensitivity: 'accent' }) === 0;
}

/** The name itself while nothing has it, else with the first free number behind it: `Foxes (2)`. */
export function freeName(name: string, taken: readonly string[]): string {
  const isFree = (wanted: string) => !taken.some((other) => isSameName(other, wanted));
  if (isFree(name)) return name;
  for (let number = 2; ; number += 1) {
    const end = ` (${number})`;
    const wanted = shortened(name, longestName - end.length) + end;
    if (isFree(wanted)) return wanted;
  }
}

/** Cut between characters, never inside one. */
function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  let short = '';
  for (const { segment } of new Intl.Segmenter('en').segment(name)) {
    if (short.length + segment.length > length) break;
    short += segment;
  }
  return short.trimEnd();
}
