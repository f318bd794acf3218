'use client';

import { useQuery } from '@tanstack/react-query';
import { type AssetDetails, assetWarnings } from '@videoexpress/job-schema';
import { ChevronDown, FolderOpen, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAssetActions } from '../../../library/asset-actions.ts';
import { momentWords, sourceWords } from '../../../library/asset-words.ts';
import { formatBytes } from '../../../words/file-size.ts';
import { projectsQuery } from '../../../library/library-queries.ts';
import { Button, buttonClasses } from '../../../parts/button.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { Menu } from '../../../parts/menu.tsx';
import { formatClipSeconds } from '../../../words/durations.ts';

interface AssetFactsProps {
  readonly details: AssetDetails;
  readonly engineLabels: Readonly<Record<string, string>>;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)] items-baseline gap-y-1 py-1">
      <dt className="text-meta text-text-2">{label}</dt>
      <dd className="min-w-0 break-words select-text">{children}</dd>
    </div>
  );
}

function ProjectFact({ details }: { details: AssetDetails }) {
  const { asset } = details;
  const { data: projects = [] } = useQuery(projectsQuery);
  const actions = useAssetActions();
  const current = projects.find(({ id }) => id === asset.projectId);
  return (
    <Menu
      label="Project"
      className={`${buttonClasses('bare', 'small')} -ml-2 max-w-56`}
      items={[
        ...projects.map(({ id, name }) => ({
          kind: 'choice' as const,
          id,
          label: name,
          isChosen: id === asset.projectId,
          onChoose: () => void actions.setProject([asset], id),
        })),
        {
          kind: 'choice',
          id: 'none',
          label: 'No project',
          isChosen: asset.projectId === undefined,
          onChoose: () => void actions.setProject([asset], null),
        },
      ]}
    >
      <bdi className="truncate">{current?.name ?? 'No project'}</bdi>
      <ChevronDown aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
    </Menu>
  );
}

/** What the file is, and where it lies. */
export function AssetFacts({ details, engineLabels }: AssetFactsProps) {
  const { asset, path } = details;
  const actions = useAssetActions();
  return (
    <>
      {asset.warnings.map((warning) => (
        <p key={warning} className="flex gap-2 text-meta text-text-2">
          <TriangleAlert aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />
          {assetWarnings[warning]}
        </p>
      ))}
      <section aria-labelledby="file-title">
        <h2 id="file-title" className="mb-1 font-semibold">
          File
        </h2>
        <dl>
          <Fact label="Made">{momentWords(asset.createdAt)}</Fact>
          <Fact label="By">{sourceWords(asset, engineLabels)}</Fact>
          <Fact label="Project">
            <ProjectFact details={details} />
          </Fact>
          {asset.width === undefined || asset.height === undefined ? null : (
            <Fact label="Picture">
              {asset.width} × {asset.height}
            </Fact>
          )}
          {asset.durationSeconds === undefined ? null : (
            <Fact label="Length">
              {formatClipSeconds(asset.durationSeconds)}
              {asset.fps === undefined ? '' : `, ${Number(asset.fps.toFixed(2))} fps`}
            </Fact>
          )}
          <Fact label="Size">
            {formatBytes(asset.bytes)}, {asset.mimeType}
          </Fact>
          <Fact label="Path">
            <span className="text-meta break-all">{path}</span>
            <span className="-ml-2 flex">
              <CopyButton text={path} label="Copy the path" />
              <Button size="small" tone="bare" onClick={() => void actions.reveal(asset)}>
                <FolderOpen aria-hidden="true" size={16} strokeWidth={1.75} />
                Show in folder
              </Button>
            </span>
          </Fact>
          <Fact label="SHA-256">
            <span className="font-mono text-meta break-all">{asset.sha256}</span>
          </Fact>
        </dl>
      </section>
    </>
  );
}
