import { foldText } from './search-words.ts';

const longestKey = 100;

/** A name as text that sorts as people sort: case and accents make no difference, and clip 2 comes before clip 10. */
export function nameOrder(name: string): string {
  return foldText(name)
    .trim()
    .replaceAll(/0*(\d{1,30})/g, (_, digits: string) => `${String(digits.length).padStart(2, '0')}${digits}`)
    .slice(0, longestKey)
    .toWellFormed();
}
