import { newProjectId } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import {
  filtersOfSearch,
  isFiltered,
  type LibraryFilters,
  libraryHref,
  noFilters,
  parseSeed,
  queryOfFilters,
  searchOfFilters,
  withoutFilters,
} from './library-filters.ts';

const full: LibraryFilters = {
  q: '静かな & fox',
  type: 'video',
  engine: 'sketch',
  ratio: 'portrait',
  made: { kind: 'range', from: '2026-11-01', to: '2026-11-22' },
  project: newProjectId(),
  isFavourite: true,
  seed: 4_294_967_295,
  sort: 'largest',
  isTrash: true,
};

describe('filters in the address', () => {
  it('come back as they were', () => {
    expect(filtersOfSearch(new URLSearchParams(searchOfFilters(full)))).toEqual(full);
    expect(filtersOfSearch(new URLSearchParams(searchOfFilters(noFilters)))).toEqual(noFilters);
  });

  it('leave nothing there for everything', () => {
    expect(libraryHref(noFilters)).toBe('/library');
  });

  it('are left out where the address names them wrongly', () => {
    const search = new URLSearchParams('type=song&ratio=9:16&made=soon&project=prj_1&seed=-4&sort=best&view=bin');
    expect(filtersOfSearch(search)).toEqual(noFilters);
  });

  it('know the assets of no project', () => {
    expect(filtersOfSearch(new URLSearchParams('project=none')).project).toBe('none');
  });
});

describe('queryOfFilters', () => {
  it('asks for nothing that is not filtered', () => {
    expect(queryOfFilters(noFilters, 0)).toEqual({});
    expect(queryOfFilters({ ...noFilters, q: '  ' }, 0)).toEqual({});
  });

  it('asks for all that is', () => {
    expect(queryOfFilters(full, 0)).toEqual({
      q: '静かな & fox',
      type: 'video',
      engine: 'sketch',
      ratio: 'portrait',
      from: new Date(2026, 10, 1).toISOString(),
      to: new Date(2026, 10, 23).toISOString(),
      projectId: full.project,
      favourite: '1',
      seed: 4_294_967_295,
      trash: '1',
      sort: 'largest',
    });
  });
});

describe('isFiltered', () => {
  it('takes neither the order nor the trash for a filter', () => {
    expect(isFiltered({ ...noFilters, sort: 'name', isTrash: true, q: ' ' })).toBe(false);
    expect(isFiltered({ ...noFilters, seed: 0 })).toBe(true);
    expect(withoutFilters(full)).toEqual({ ...noFilters, sort: 'largest', isTrash: true });
  });
});

describe('parseSeed', () => {
  it('takes whole numbers of 32 bits', () => {
    expect(parseSeed('0')).toBe(0);
    expect(parseSeed(' 12 ')).toBe(12);
    for (const text of ['4294967296', '1.5', '-1', '', 'x', null]) expect(parseSeed(text)).toBe(null);
  });
});
