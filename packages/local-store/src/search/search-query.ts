import { searchWords } from './search-words.ts';

/** More words than anyone types; further ones are not looked at, so that no request can make the search slow. */
const mostTerms = 24;

/**
 * What a person typed, as an expression of FTS5: every word is found by its beginning, a run of characters of a script
 * without spaces as it stands, and all of them must be there. Null: there is nothing in it to search for. Quotes and
 * operators of FTS5 never reach it.
 */
export function searchExpression(typed: string): string | null {
  const terms = [...new Set(searchTerms(typed))].slice(0, mostTerms);
  return terms.length === 0 ? null : terms.join(' AND ');
}

function searchTerms(typed: string): string[] {
  const terms: string[] = [];
  // What stands apart is looked for apart: two runs with a space between them need not be neighbours.
  for (const part of typed.split(/\s+/u)) {
    let run: string[] = [];
    for (const word of searchWords(part)) {
      if (word.isCharacter) {
        run.push(word.text);
        continue;
      }
      if (run.length > 0) terms.push(`"${run.join(' ')}"`);
      run = [];
      terms.push(`"${word.text}"*`);
    }
    if (run.length > 0) terms.push(`"${run.join(' ')}"`);
  }
  return terms;
}
