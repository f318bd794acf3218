import {
  type AssetType,
  assetRatios,
  assetSorts,
  assetTypes,
  type ListAssetsQuery,
  type ProjectId,
  projectIdSchema,
} from '@videoexpress/job-schema';
import { type MadeFilter, madeBounds, madeText, parseMade } from './made-filter.ts';

export type AssetSort = (typeof assetSorts)[number];
export type AssetRatio = (typeof assetRatios)[number];

/** What a person wants to see of the library. */
export interface LibraryFilters {
  readonly q: string;
  readonly type: AssetType | null;
  readonly engine: string | null;
  readonly ratio: AssetRatio | null;
  readonly made: MadeFilter | null;
  readonly project: ProjectId | 'none' | null;
  readonly isFavourite: boolean;
  readonly seed: number | null;
  readonly sort: AssetSort;
  readonly isTrash: boolean;
}

/** Everything, newest first. */
export const noFilters: LibraryFilters = {
  q: '',
  type: null,
  engine: null,
  ratio: null,
  made: null,
  project: null,
  isFavourite: false,
  seed: null,
  sort: 'newest',
  isTrash: false,
};

const largestSeed = 4_294_967_295;

function oneOf<const Value extends string>(values: readonly Value[], text: string | null): Value | null {
  return values.find((value) => value === text) ?? null;
}

function parseProject(text: string | null): ProjectId | 'none' | null {
  if (text === 'none') return 'none';
  const parsed = projectIdSchema.safeParse(text);
  return parsed.success ? parsed.data : null;
}

/** A seed as a person types it; null for what is none. */
export function parseSeed(text: string | null): number | null {
  if (text === null || !/^\d{1,10}$/.test(text.trim())) return null;
  const seed = Number(text);
  return seed <= largestSeed ? seed : null;
}

/** The filters that an address names. What it names wrongly is left out. */
export function filtersOfSearch(search: URLSearchParams): LibraryFilters {
  return {
    q: (search.get('q') ?? '').slice(0, 200),
    type: oneOf(assetTypes, search.get('type')),
    engine: search.get('engine')?.slice(0, 100) || null,
    ratio: oneOf(assetRatios, search.get('ratio')),
    made: parseMade(search.get('made') ?? ''),
    project: parseProject(search.get('project')),
    isFavourite: search.get('favourite') === '1',
    seed: parseSeed(search.get('seed')),
    sort: oneOf(assetSorts, search.get('sort')) ?? 'newest',
    isTrash: search.get('view') === 'trash',
  };
}

/** The filters as the query of an address, without `?`; empty for none. The same filters always give the same text. */
export function searchOfFilters(filters: LibraryFilters): string {
  const search = new URLSearchParams();
  if (filters.isTrash) search.set('view', 'trash');
  if (filters.q !== '') search.set('q', filters.q);
  if (filters.type !== null) search.set('type', filters.type);
  if (filters.engine !== null) search.set('engine', filters.engine);
  if (filters.ratio !== null) search.set('ratio', filters.ratio);
  if (filters.made !== null) search.set('made', madeText(filters.made));
  if (filters.project !== null) search.set('project', filters.project);
  if (filters.isFavourite) search.set('favourite', '1');
  if (filters.seed !== null) search.set('seed', String(filters.seed));
  if (filters.sort !== 'newest') search.set('sort', filters.sort);
  return search.toString();
}

/** The page of the library with these filters. */
export function libraryHref(filters: LibraryFilters): string {
  const search = searchOfFilters(filters);
  return search === '' ? '/library' : `/library?${search}`;
}

/** What `GET /api/v1/assets` is asked for. */
export function queryOfFilters(filters: LibraryFilters, nowMs: number): Omit<Partial<ListAssetsQuery>, 'cursor'> {
  const { fromMs, toMs } = filters.made === null ? { fromMs: null, toMs: null } : madeBounds(filters.made, nowMs);
  return {
    ...(filters.q.trim() === '' ? {} : { q: filters.q.trim() }),
    ...(filters.type === null ? {} : { type: filters.type }),
    ...(filters.engine === null ? {} : { engine: filters.engine }),
    ...(filters.ratio === null ? {} : { ratio: filters.ratio }),
    ...(fromMs === null ? {} : { from: new Date(fromMs).toISOString() }),
    ...(toMs === null ? {} : { to: new Date(toMs).toISOString() }),
    ...(filters.project === null ? {} : { projectId: filters.project }),
    ...(filters.isFavourite ? { favourite: '1' as const } : {}),
    ...(filters.seed === null ? {} : { seed: filters.seed }),
    ...(filters.isTrash ? { trash: '1' as const } : {}),
    ...(filters.sort === 'newest' ? {} : { sort: filters.sort }),
  };
}

/** Whether anything is filtered at all; the order and the trash are no filters. */
export function isFiltered(filters: LibraryFilters): boolean {
  return searchOfFilters({ ...filters, q: filters.q.trim(), sort: 'newest', isTrash: false }) !== '';
}

/** The same view of the library, with everything in it. */
export function withoutFilters(filters: LibraryFilters): LibraryFilters {
  return { ...noFilters, sort: filters.sort, isTrash: filters.isTrash };
}
