/** Where commands act, by the beginning of their ids. What is in no place acts everywhere. */
const places = [
  { title: 'Generate', prefixes: ['generate', 'clip'] },
  { title: 'Player', prefixes: ['player'] },
  { title: 'Library', prefixes: ['library'] },
  { title: 'Page of a file', prefixes: ['asset'] },
  { title: 'Compare', prefixes: ['compare'] },
  { title: 'Social Hub', prefixes: ['social'] },
] as const;

/** What stands on one screen together. */
const screens = [['generate', 'clip', 'player'], ['asset', 'player'], ['library'], ['compare'], ['social']] as const;

export const placeTitles = ['Everywhere', ...places.map(({ title }) => title)] as const;

function prefixOf(id: string): string {
  return id.split('.')[0] ?? id;
}

/** The title under which a command is listed. */
export function placeOf(id: string): string {
  const prefix = prefixOf(id);
  return places.find(({ prefixes }) => prefixes.some((each) => each === prefix))?.title ?? 'Everywhere';
}

/** Whether two commands can be there at the same time, so that they cannot share a key. */
export function canMeet(oneId: string, otherId: string): boolean {
  if (placeOf(oneId) === 'Everywhere' || placeOf(otherId) === 'Everywhere') return true;
  const [one, other] = [prefixOf(oneId), prefixOf(otherId)];
  return screens.some((screen) => [one, other].every((prefix) => screen.some((each) => each === prefix)));
}
