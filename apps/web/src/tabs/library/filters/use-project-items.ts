'use client';

import { useQuery } from '@tanstack/react-query';
import type { LibraryFilters } from '../../../library/filters/library-filters.ts';
import { formatCount } from '../../../library/asset-words.ts';
import { projectsQuery } from '../../../library/library-queries.ts';
import { useProjectActions } from '../../../library/project-actions.ts';
import type { MenuItem } from '../../../parts/menu-items.ts';
import { askForProjectName } from '../dialogs/questions.ts';

/** The list of the project filter: the projects with their counts, and what can be done with them. */
export function useProjectItems(
  filters: LibraryFilters,
  setFilters: (next: LibraryFilters) => void,
): readonly MenuItem[] {
  const { data: projects = [] } = useQuery(projectsQuery);
  const actions = useProjectActions();
  const chosen = projects.find(({ id }) => id === filters.project);
  const items: MenuItem[] = projects.map((project) => ({
    kind: 'choice',
    id: project.id,
    label: project.name,
    detail: formatCount(project.assetCount),
    isChosen: project.id === filters.project,
    onChoose: () => setFilters({ ...filters, project: project.id }),
  }));
  items.push(
    {
      kind: 'choice',
      id: 'none',
      label: 'No project',
      isChosen: filters.project === 'none',
      onChoose: () => setFilters({ ...filters, project: 'none' }),
    },
    { kind: 'line', id: 'line' },
    {
      kind: 'action',
      id: 'new',
      label: 'New project…',
      onChoose: () =>
        askForProjectName('New project', '', 'Create', async (name) => {
          const made = await actions.create(name);
          return typeof made === 'string' ? made : null;
        }),
    },
  );
  if (chosen !== undefined) {
    items.push(
      {
        kind: 'action',
        id: 'rename',
        label: `Rename ${chosen.name}…`,
        onChoose: () =>
          askForProjectName(`Rename ${chosen.name}`, chosen.name, 'Rename', (name) => actions.rename(chosen.id, name)),
      },
      {
        kind: 'action',
        id: 'delete',
        label: `Delete ${chosen.name}`,
        onChoose: () => {
          void actions.remove(chosen);
          setFilters({ ...filters, project: null });
        },
      },
    );
  }
  return items;
}
