/** Whether every word of a query is in the text; an empty query finds everything. */
export function isFound(text: string, query: string): boolean {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const where = text.toLocaleLowerCase();
  return words.every((word) => where.includes(word));
}

/** Sorts what begins with the query before what only holds it, and keeps the order otherwise. */
export function bestFirst<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
  query: string,
): readonly Item[] {
  const start = query.trim().toLocaleLowerCase();
  if (start === '') return items;
  const rank = (item: Item) => {
    const text = textOf(item).toLocaleLowerCase();
    if (text.startsWith(start)) return 0;
    return text.includes(` ${start}`) ? 1 : 2;
  };
  return items.toSorted((a, b) => rank(a) - rank(b));
}
