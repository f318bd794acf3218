'use client';

import type { AssetId } from '@videoexpress/job-schema';
import { useQuery } from '@tanstack/react-query';
import { posterUrl } from '../../../api/asset-urls.ts';
import { call } from '../../../api/client.ts';
import { Link } from '../../../parts/soft-link.tsx';
import { wellFit } from '../../../player/picture-fit.ts';
import { useOpenJob } from '../../../queue/job-link.tsx';
import { type Branch, branchesOf } from './branches.ts';

function Leaf({ branch: { clip, branches }, shown }: { branch: Branch; shown: AssetId }) {
  const openJob = useOpenJob();
  return (
    <li className="grid gap-2">
      <Link
        href={`/assets/${clip.id}`}
        aria-current={clip.id === shown ? 'true' : undefined}
        onClick={(click) => {
          if (clip.jobId === undefined || click.metaKey || click.ctrlKey || click.shiftKey) return;
          click.preventDefault();
          openJob(clip.jobId);
        }}
        className="flex w-fit max-w-full items-center gap-3 rounded-2 pr-2 no-underline outline-2 outline-offset-1 outline-transparent hover:bg-surface-2 aria-[current=true]:outline-text-1 focus-visible:outline-accent"
      >
        <img
          src={posterUrl(clip.id)}
          alt=""
          loading="lazy"
          className={`h-9 w-16 shrink-0 rounded-1 bg-well ${wellFit(clip.width ?? null, clip.height ?? null)}`}
        />
        <bdi className="truncate text-meta">{clip.name}</bdi>
      </Link>
      {branches.length === 0 ? null : (
        <ul className="ml-4 grid gap-2 border-l border-line pl-4">
          {branches.map((each) => (
            <Leaf key={each.clip.id} branch={each} shown={shown} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Where a clip came from and what came from it, step by step. Nothing where it stands alone. */
export function ClipTree({ clip }: { clip: AssetId }) {
  const { data: tree } = useQuery({
    queryKey: ['asset', clip, 'tree'],
    queryFn: async ({ signal }) => (await call('getAssetTree', { params: { id: clip }, signal })).body,
  });
  if (tree === undefined || tree.edges.length === 0) return null;
  return (
    <section aria-labelledby="clip-tree" className="grid gap-2">
      <h3 id="clip-tree" className="text-meta text-text-2">
        How it goes on
      </h3>
      <ul className="grid gap-2">
        {branchesOf(tree).map((each) => (
          <Leaf key={each.clip.id} branch={each} shown={clip} />
        ))}
      </ul>
    </section>
  );
}
