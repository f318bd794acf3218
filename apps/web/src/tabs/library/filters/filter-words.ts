import type { AssetType, Project } from '@videoexpress/job-schema';
import type { AssetRatio, AssetSort, LibraryFilters } from '../../../library/filters/library-filters.ts';
import { madeWords } from '../../../library/filters/made-filter.ts';

export const typeLabels: Readonly<Record<AssetType, string>> = {
  video: 'Video',
  image: 'Picture',
  audio: 'Sound',
  lora: 'LoRA',
};
export const ratioLabels: Readonly<Record<AssetRatio, string>> = {
  landscape: 'Landscape',
  portrait: 'Portrait',
  square: 'Square',
};
export const sortLabels: Readonly<Record<AssetSort, string>> = {
  newest: 'Newest',
  oldest: 'Oldest',
  name: 'Name',
  longest: 'Longest',
  largest: 'Largest',
};

/** What the project filter says. */
export function projectLabel(filters: LibraryFilters, projects: readonly Project[] | undefined): string | null {
  if (filters.project === null) return null;
  if (filters.project === 'none') return 'No project';
  return projects?.find(({ id }) => id === filters.project)?.name ?? 'A project that is gone';
}

/** Everything that is filtered by, each in a few words: what an empty result names. */
export function filterWords(
  filters: LibraryFilters,
  projects: readonly Project[] | undefined,
  engineLabels: Readonly<Record<string, string>>,
): readonly string[] {
  const project = projectLabel(filters, projects);
  return [
    filters.q.trim() === '' ? null : `“${filters.q.trim()}”`,
    filters.type === null ? null : typeLabels[filters.type],
    filters.engine === null ? null : (engineLabels[filters.engine] ?? filters.engine),
    filters.ratio === null ? null : ratioLabels[filters.ratio],
    filters.made === null ? null : madeWords(filters.made),
    project,
    filters.isFavourite ? 'Favourites' : null,
    filters.seed === null ? null : `seed ${filters.seed}`,
  ].filter((words) => words !== null);
}
