import { maxPromptCharacters } from '@videoexpress/job-schema';

/** From here on a person should know how much room is left. */
const countedFrom = maxPromptCharacters * 0.8;

/** Characters as a person sees them; a text that is far from the limit need not be counted so closely. */
function charactersOf(text: string): number {
  return text.length < countedFrom ? text.length : [...text].length;
}

/** How much of the room for a prompt is used. Where each line is a clip of its own, the longest line counts. */
export function promptLength(prompt: string, isLineByLine: boolean) {
  const texts = isLineByLine ? prompt.split('\n') : [prompt];
  const characters = Math.max(...texts.map(charactersOf));
  return { characters, isCounted: characters >= countedFrom, isTooLong: characters > maxPromptCharacters };
}
