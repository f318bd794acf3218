'use client';

import { useQuery } from '@tanstack/react-query';
import type { Asset } from '@videoexpress/job-schema';
import { Columns2, Download, FolderOpen, Star, Trash2, Undo2, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useAssetActions } from '../../../library/asset-actions.ts';
import { AssetPoster } from '../../../library/asset-poster.tsx';
import { formatCount } from '../../../library/asset-words.ts';
import type { LibraryFilters } from '../../../library/filters/library-filters.ts';
import { projectsQuery } from '../../../library/library-queries.ts';
import { useProjectActions } from '../../../library/project-actions.ts';
import { noSelection } from '../../../library/selection/selection.ts';
import { setSelection, useSelection } from '../../../library/selection/selection-store.ts';
import { Button, buttonClasses, IconButton } from '../../../parts/button.tsx';
import { Menu } from '../../../parts/menu.tsx';
import type { MenuItem } from '../../../parts/menu-items.ts';
import { compareHref } from '../compare-href.ts';
import { askBeforePurge, askForProjectName } from '../dialogs/questions.ts';

interface SelectionBarProps {
  readonly listKey: string;
  readonly filters: LibraryFilters;
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function useShelfItems(assets: readonly Asset[]): readonly MenuItem[] {
  const { data: projects = [] } = useQuery(projectsQuery);
  const actions = useAssetActions();
  const projectActions = useProjectActions();
  const shelves = new Set(assets.map(({ projectId }) => projectId));
  const only = shelves.size === 1 ? [...shelves][0] : null;
  return [
    ...projects.map(
      (project): MenuItem => ({
        kind: 'choice',
        id: project.id,
        label: project.name,
        isChosen: only === project.id,
        onChoose: () => void actions.setProject(assets, project.id),
      }),
    ),
    ...(projects.length === 0 ? [] : [{ kind: 'line', id: 'line' } as const]),
    {
      kind: 'action',
      id: 'new',
      label: 'New project…',
      onChoose: () =>
        askForProjectName('New project', '', 'Create and add', async (name) => {
          const made = await projectActions.create(name);
          if (typeof made === 'string') return made;
          await actions.setProject(assets, made.id);
          return null;
        }),
    },
    ...(assets.some(({ projectId }) => projectId !== undefined)
      ? [
          {
            kind: 'action',
            id: 'none',
            label: 'Take out of its project',
            onChoose: () => void actions.setProject(assets, null),
          } as const,
        ]
      : []),
  ];
}

/** What can be done with everything that is chosen, docked below the grid. */
export function SelectionBar({ listKey, filters }: SelectionBarProps) {
  const { chosen } = useSelection(listKey);
  const assets = [...chosen.values()];
  const actions = useAssetActions();
  const shelves = useShelfItems(assets);
  const router = useRouter();
  const compare = compareHref(assets);
  const isStarred = assets.every(({ favourite }) => favourite);
  const clear = () => setSelection(listKey, noSelection);
  if (assets.length === 0) return null;
  const words = `${formatCount(assets.length)} selected`;
  const what = assets.length === 1 ? `${assets[0]?.name ?? ''} is` : `${formatCount(assets.length)} files are`;
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="flex h-14 shrink-0 items-center gap-2 overflow-x-auto border-t border-line bg-surface-2 px-6 max-md:px-4"
    >
      <span className="flex shrink-0 gap-2 max-lg:hidden">
        {assets.slice(0, 2).map((asset) => (
          <span key={asset.id} className="relative h-8 w-14 overflow-hidden rounded-1 bg-well">
            <AssetPoster asset={asset} />
          </span>
        ))}
      </span>
      <output className="shrink-0 font-medium">{words}</output>
      <span className="shrink-0 text-meta text-text-3 max-lg:hidden">
        {compare === null ? null : (
          <>
            <kbd className="font-sans">C</kbd> compares,{' '}
          </>
        )}
        <kbd className="font-sans">Esc</kbd> clears
      </span>
      <IconButton label="Choose nothing" className="lg:hidden" onClick={clear}>
        <X {...icon} />
      </IconButton>
      <span className="ml-auto" />
      {filters.isTrash ? (
        <>
          <Button tone="bare" onClick={() => void actions.restore(assets)}>
            <Undo2 {...icon} />
            Restore
          </Button>
          <Button
            tone="bare"
            onClick={() =>
              askBeforePurge(
                'Delete for good?',
                `${what} removed from the disk. Nobody can bring that back.`,
                'Delete',
                () => actions.purge(assets),
              )
            }
          >
            <Trash2 {...icon} />
            Delete for good
          </Button>
        </>
      ) : (
        <>
          <Menu label="Projects" side="top" align="end" items={shelves} className={buttonClasses('bare')}>
            <FolderOpen {...icon} />
            Add to project
          </Menu>
          <Button tone="bare" onClick={() => void actions.setFavourites(assets, !isStarred)}>
            <Star {...icon} className={isStarred ? 'fill-current' : ''} />
            {isStarred ? 'Take stars off' : 'Star'}
          </Button>
          <Button tone="bare" onClick={() => actions.downloadAll(assets)}>
            <Download {...icon} />
            Download
          </Button>
          <Button tone="bare" onClick={() => void actions.remove(assets)}>
            <Trash2 {...icon} />
            Delete
          </Button>
          <Button
            tone={compare === null ? 'quiet' : 'primary'}
            aria-disabled={compare === null}
            title={compare === null ? 'Choose exactly two clips to compare them' : undefined}
            className="aria-disabled:cursor-default aria-disabled:text-text-3"
            onClick={() => {
              if (compare !== null) router.push(compare);
            }}
          >
            <Columns2 {...icon} />
            Compare
          </Button>
        </>
      )}
    </div>
  );
}
