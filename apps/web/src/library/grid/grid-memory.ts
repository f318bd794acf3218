/** Where a person was in a list. */
export interface GridPlace {
  /** Pixels from the top. */
  readonly offset: number;
  /** The card that the keyboard was on. */
  readonly active: number;
}

const start: GridPlace = { offset: 0, active: 0 };
const places = new Map<string, GridPlace>();

/** Keeps where the person is in a list. */
export function rememberPlace(listKey: string, place: Partial<GridPlace>): void {
  places.set(listKey, { ...placeIn(listKey), ...place });
}

/** Where the person was in a list; at its start where they have not been. */
export function placeIn(listKey: string): GridPlace {
  return places.get(listKey) ?? start;
}
