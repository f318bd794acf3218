'use client';

import { useQuery } from '@tanstack/react-query';
import { assetRatios, assetSorts, assetTypes } from '@videoexpress/job-schema';
import { ChevronDown, Film, Image, Star } from 'lucide-react';
import { useCallback } from 'react';
import { isFiltered, type LibraryFilters, withoutFilters } from '../../../library/filters/library-filters.ts';
import { madeWords } from '../../../library/filters/made-filter.ts';
import { libraryQuery, projectsQuery } from '../../../library/library-queries.ts';
import { useEngineLabels } from '../../../library/use-engine-labels.ts';
import { Button, buttonClasses } from '../../../parts/button.tsx';
import { Menu } from '../../../parts/menu.tsx';
import type { MenuItem } from '../../../parts/menu-items.ts';
import { askForRange, askForSeed } from '../dialogs/questions.ts';
import { chipClasses, FilterChip } from './filter-chip.tsx';
import { projectLabel, ratioLabels, sortLabels, typeLabels } from './filter-words.ts';
import { SearchBox } from './search-box.tsx';
import { useProjectItems } from './use-project-items.ts';

export interface ToolsProps {
  readonly filters: LibraryFilters;
  readonly setFilters: (next: LibraryFilters, step?: 'push' | 'replace') => void;
}

function choices<Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  chosen: Value | null,
  onChoose: (value: Value) => void,
): MenuItem[] {
  return values.map((value) => ({
    kind: 'choice',
    id: value,
    label: labels[value],
    isChosen: value === chosen,
    onChoose: () => onChoose(value),
  }));
}

const lastDays = [7, 30];
const typeIcons = { video: Film, image: Image, audio: null, lora: null } as const;

/** Search, filters, order. Every one of them is in the address. */
export function LibraryTools({ filters, setFilters }: ToolsProps) {
  const { data: summary } = useQuery(libraryQuery);
  const { data: projects } = useQuery(projectsQuery);
  const engineLabels = useEngineLabels();
  const projectItems = useProjectItems(filters, setFilters);
  const set = (change: Partial<LibraryFilters>) => setFilters({ ...filters, ...change });
  const onSearch = useCallback((q: string) => setFilters({ ...filters, q }, 'replace'), [filters, setFilters]);
  const engines = [...new Set([...(summary?.engines ?? []), ...(filters.engine === null ? [] : [filters.engine])])];
  // Only what there is, but clips and pictures always.
  const types = assetTypes.filter(
    (type) =>
      type === 'video' || type === 'image' || summary?.byType.some((share) => share.type === type && share.count > 0),
  );
  const TypeIcon = filters.type === null ? null : typeIcons[filters.type];
  const dates: MenuItem[] = [
    {
      kind: 'choice',
      id: 'today',
      label: 'Today',
      isChosen: filters.made?.kind === 'today',
      onChoose: () => set({ made: { kind: 'today' } }),
    },
    ...lastDays.map(
      (days): MenuItem => ({
        kind: 'choice',
        id: `${days}d`,
        label: `Last ${days} days`,
        isChosen: filters.made?.kind === 'last' && filters.made.days === days,
        onChoose: () => set({ made: { kind: 'last', days } }),
      }),
    ),
    {
      kind: 'choice',
      id: 'range',
      label: 'Between two days…',
      isChosen: filters.made?.kind === 'range',
      onChoose: () => askForRange(filters.made, (made) => set({ made })),
    },
  ];
  return (
    <div className="flex shrink-0 items-center gap-2 border-b border-line px-6 py-2 max-md:flex-col max-md:items-stretch max-md:px-4">
      <SearchBox q={filters.q} onSearch={onSearch} />
      <div className="-m-1 flex min-w-0 flex-1 items-center gap-2 overflow-x-auto p-1 [scrollbar-width:none]">
        <FilterChip
          name="Type"
          value={filters.type === null ? null : typeLabels[filters.type]}
          icon={TypeIcon === null ? null : <TypeIcon aria-hidden="true" size={16} strokeWidth={1.75} />}
          items={choices(types, typeLabels, filters.type, (type) => set({ type }))}
          onClear={() => set({ type: null })}
        />
        <FilterChip
          name="Project"
          value={projectLabel(filters, projects)}
          items={projectItems}
          onClear={() => set({ project: null })}
        />
        <FilterChip
          name="Engine"
          value={filters.engine === null ? null : (engineLabels[filters.engine] ?? filters.engine)}
          items={
            engines.length === 0
              ? [{ kind: 'title', id: 'none', label: 'No engine has made anything yet.' }]
              : choices(
                  engines,
                  { ...Object.fromEntries(engines.map((id) => [id, id])), ...engineLabels },
                  filters.engine,
                  (engine) => set({ engine }),
                )
          }
          onClear={() => set({ engine: null })}
        />
        <FilterChip
          name="Ratio"
          value={filters.ratio === null ? null : ratioLabels[filters.ratio]}
          items={choices(assetRatios, ratioLabels, filters.ratio, (ratio) => set({ ratio }))}
          onClear={() => set({ ratio: null })}
        />
        <FilterChip
          name="Date"
          value={filters.made === null ? null : madeWords(filters.made)}
          items={dates}
          onClear={() => set({ made: null })}
        />
        <button
          type="button"
          aria-pressed={filters.isFavourite}
          className={`${chipClasses} aria-pressed:border-transparent aria-pressed:bg-surface-3 aria-pressed:text-text-1`}
          onClick={() => set({ isFavourite: !filters.isFavourite })}
        >
          <Star aria-hidden="true" size={16} strokeWidth={1.75} className={filters.isFavourite ? 'fill-current' : ''} />
          Starred
        </button>
        {filters.seed === null ? (
          <button type="button" className={chipClasses} onClick={() => askForSeed(filters, (seed) => set({ seed }))}>
            Seed
          </button>
        ) : (
          <FilterChip
            name="Seed"
            value={String(filters.seed)}
            items={[
              {
                kind: 'action',
                id: 'other',
                label: 'Another seed…',
                onChoose: () => askForSeed(filters, (seed) => set({ seed })),
              },
            ]}
            onClear={() => set({ seed: null })}
          />
        )}
        {isFiltered(filters) ? (
          <Button tone="bare" size="small" className="text-text-2" onClick={() => setFilters(withoutFilters(filters))}>
            Clear
          </Button>
        ) : null}
        <span className="ml-auto" />
        <Menu
          label="Order"
          align="end"
          className={`${buttonClasses('bare')} -mr-2`}
          items={choices(assetSorts, sortLabels, filters.sort, (sort) => set({ sort }))}
        >
          <span className="sr-only">Order: </span>
          {sortLabels[filters.sort]}
          <ChevronDown aria-hidden="true" size={16} strokeWidth={1.75} />
        </Menu>
      </div>
    </div>
  );
}
