import type { LibraryFilters } from '../../../library/filters/library-filters.ts';
import { parseSeed } from '../../../library/filters/library-filters.ts';
import { type MadeFilter, parseMade } from '../../../library/filters/made-filter.ts';
import { ask } from './ask.ts';

/** Asks for a seed. */
export function askForSeed(filters: LibraryFilters, onSeed: (seed: number) => void): void {
  ask({
    title: 'Find a seed',
    fields: [{ name: 'seed', label: 'Seed', type: 'number', value: filters.seed === null ? '' : String(filters.seed) }],
    submit: 'Show',
    onSubmit: ({ seed = '' }) => {
      const parsed = parseSeed(seed);
      if (parsed === null) return 'A seed is a whole number from 0 to 4294967295.';
      onSeed(parsed);
      return null;
    },
  });
}

/** Asks for the first and the last day. */
export function askForRange(made: MadeFilter | null, onRange: (made: MadeFilter) => void): void {
  const known = made?.kind === 'range' ? made : { from: null, to: null };
  ask({
    title: 'Made between two days',
    fields: [
      { name: 'from', label: 'First day', type: 'date', value: known.from ?? '' },
      { name: 'to', label: 'Last day', type: 'date', value: known.to ?? '' },
    ],
    submit: 'Show',
    onSubmit: ({ from = '', to = '' }) => {
      if (from === '' && to === '') return 'Choose at least one of the two days.';
      if (from !== '' && to !== '' && from > to) return 'The last day is before the first.';
      const parsed = parseMade(`${from}..${to}`);
      if (parsed === null) return 'Write the days as year, month and day.';
      onRange(parsed);
      return null;
    },
  });
}

/** Asks for a project's name. The value of `onName` is what is wrong with it. */
export function askForProjectName(
  title: string,
  name: string,
  submit: string,
  onName: (name: string) => Promise<string | null>,
): void {
  ask({
    title,
    fields: [{ name: 'name', label: 'Name', type: 'text', value: name, maxLength: 100 }],
    submit,
    onSubmit: ({ name: typed = '' }) => (typed === '' ? 'The name is empty.' : onName(typed)),
  });
}

/** Asks before something goes that nobody can bring back. */
export function askBeforePurge(title: string, text: string, submit: string, purge: () => Promise<void>): void {
  ask({
    title,
    text,
    fields: [],
    submit,
    isFinal: true,
    onSubmit: async () => {
      await purge();
      return null;
    },
  });
}
