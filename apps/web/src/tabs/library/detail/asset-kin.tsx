'use client';

import type { Asset, AssetDetails } from '@videoexpress/job-schema';
import { Link } from '../../../parts/soft-link.tsx';
import { AssetPoster } from '../../../library/asset-poster.tsx';
import { formatCount } from '../../../library/asset-words.ts';

function Tiles({ assets }: { assets: readonly Asset[] }) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(96px,1fr))] gap-2">
      {assets.map((asset) => (
        <li key={asset.id}>
          <Link href={`/assets/${asset.id}`} className="block rounded-2 no-underline">
            <span className="relative block aspect-video overflow-hidden rounded-1 bg-well">
              <AssetPoster asset={asset} />
            </span>
            <bdi className="mt-1 block truncate text-meta">{asset.name}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What an asset was made from, what was made from it, and what still needs it. */
export function AssetKin({ details }: { details: AssetDetails }) {
  const { madeFrom, usedBy } = details;
  const more = usedBy.assetCount - usedBy.assets.length;
  return (
    <>
      {madeFrom.length === 0 ? null : (
        <section className="grid gap-2">
          <h2 className="font-semibold">Made from</h2>
          <Tiles assets={madeFrom} />
        </section>
      )}
      {usedBy.assetCount === 0 ? null : (
        <section className="grid gap-2">
          <h2 className="font-semibold">Made from it</h2>
          <Tiles assets={usedBy.assets} />
          {more > 0 ? <p className="text-meta text-text-2">and {formatCount(more)} more</p> : null}
        </section>
      )}
      {usedBy.unendedJobs.length === 0 ? null : (
        <section className="grid gap-2">
          <h2 className="font-semibold">Needed by</h2>
          <ul className="grid gap-1">
            {usedBy.unendedJobs.map((job, index) => (
              <li key={job}>
                <Link href={`/jobs/${job}`}>
                  A job that has not ended{usedBy.unendedJobs.length > 1 ? ` (${index + 1})` : ''}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
