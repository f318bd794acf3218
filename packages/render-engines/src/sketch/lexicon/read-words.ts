import { colourWords } from './colours.ts';
import {
  type Mood,
  moods,
  moodWords,
  type Season,
  seasons,
  seasonWords,
  type TimeOfDay,
  times,
  timeWords,
  type Weather,
  weathers,
  weatherWords,
} from './conditions.ts';
import { type PlaceWorld, placeWords, worlds } from './places.ts';
import { subjects } from './subjects.ts';

/** What the words of a clause say about its picture. */
export interface Reading {
  readonly world: PlaceWorld | null;
  readonly time: TimeOfDay | null;
  readonly weather: readonly Weather[];
  readonly season: Season | null;
  readonly mood: Mood | null;
  /** Colours named, as hex. */
  readonly colours: readonly string[];
  /** Figures of subjects named, in the order of the text. */
  readonly figures: readonly string[];
  /** Whether what is named is several: a plural, a herd. */
  readonly several: boolean;
}

interface WordList {
  readonly exact: ReadonlySet<string>;
  readonly beginnings: readonly string[];
  /** Written without spaces, so found anywhere. */
  readonly anywhere: readonly string[];
}

const unspacedScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** What Korean glues to a noun. */
const koreanParticle = /(?:들)?(?:이|가|은|는|을|를|의|에|에서|와|과|로|으로|도|만|처럼|위로|속에|속)$/u;

function wordList(words: string): WordList {
  const all = words.trim().split(/\s+/);
  const plain = (word: string): string => word.replaceAll('_', ' ').replace(/\*$/, '');
  return {
    exact: new Set(all.filter((word) => !word.endsWith('*') && !unspacedScript.test(word)).map(plain)),
    beginnings: all.filter((word) => word.endsWith('*')).map(plain),
    anywhere: all.filter((word) => unspacedScript.test(word) || word.includes('_')).map(plain),
  };
}

const listsOf = <T extends string>(
  table: Record<T, string>,
  keys: readonly T[],
): ReadonlyArray<readonly [T, WordList]> => keys.map((key) => [key, wordList(table[key])]);

const worldLists = listsOf(placeWords, worlds);
const timeLists = listsOf(timeWords, times);
const weatherLists = listsOf(weatherWords, weathers);
const seasonLists = listsOf(seasonWords, seasons);
const moodLists = listsOf(moodWords, moods);
const colourLists = colourWords.map(([hex, words]): readonly [string, WordList] => [hex, wordList(words)]);
const figureLists = subjects.map((subject): readonly [string, WordList] => [subject.figure, wordList(subject.words)]);

/** Reads a text against the lexicon. Words it does not know are passed over. */
export function readWords(text: string): Reading {
  const lower = text.toLowerCase().normalize('NFC');
  const tokens = [...lower.matchAll(/[\p{L}\p{M}]+/gu)].map((match) => match[0]);
  const found = <T extends string>(lists: ReadonlyArray<readonly [T, WordList]>): T[] =>
    lists
      .map(([key, list]) => ({ key, ...matchesOf(list, tokens, lower) }))
      .filter((entry) => entry.count > 0)
      .sort((a, b) => b.count - a.count || a.first - b.first)
      .map((entry) => entry.key);
  const figures = figureLists
    .map(([figure, list]) => ({ figure, ...matchesOf(list, tokens, lower) }))
    .filter((entry) => entry.count > 0)
    .sort((a, b) => a.first - b.first)
    .map((entry) => entry.figure);
  return {
    world: found(worldLists)[0] ?? null,
    time: found(timeLists)[0] ?? null,
    weather: found(weatherLists),
    season: found(seasonLists)[0] ?? null,
    mood: found(moodLists)[0] ?? null,
    colours: found(colourLists),
    figures,
    several: tokens.some((token) => groups.has(token) || isPluralOfFigure(token)),
  };
}

const groups = new Set([
  'caravan',
  'herd',
  'flock',
  'school',
  'fleet',
  'group',
  'family',
  'two',
  'three',
  'many',
  'قافلة',
]);

/** A known word with a plural s, in the languages that have one. */
function isPluralOfFigure(token: string): boolean {
  if (!/[a-z]{3}s$/u.test(token)) return false;
  return figureLists.some(([, list]) => list.exact.has(token) && list.exact.has(token.slice(0, -1)));
}

function matchesOf(list: WordList, tokens: readonly string[], text: string): { count: number; first: number } {
  let count = 0;
  let first = Number.POSITIVE_INFINITY;
  tokens.forEach((token, i) => {
    const hit =
      formsOf(token).some((form) => list.exact.has(form)) || list.beginnings.some((part) => token.startsWith(part));
    if (!hit) return;
    count++;
    first = Math.min(first, i);
  });
  for (const word of list.anywhere) {
    const at = text.indexOf(word);
    if (at < 0) continue;
    // A phrase says more than the words it is made of: in "the sun sets" it is not day.
    count += word.includes(' ') ? 2 : 1;
    first = Math.min(first, at);
  }
  return { count, first };
}

/** The forms under which a word may stand in a list: itself, without an Arabic or Hebrew article, without a Korean particle. */
function formsOf(token: string): string[] {
  const forms = [token];
  if (token.startsWith('ال')) forms.push(token.slice(2));
  if (/^[הבל]/u.test(token)) forms.push(token.slice(1));
  if (/\p{Script=Hangul}/u.test(token)) forms.push(token.replace(koreanParticle, ''));
  return forms;
}
