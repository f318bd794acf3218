'use client';

import type { Publication } from '@videoexpress/job-schema';
import { Film } from 'lucide-react';
import { memo, useState } from 'react';
import { posterUrl } from '../../../api/asset-urls.ts';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { Link } from '../../../parts/soft-link.tsx';
import { publicationMomentWords, titleOf } from '../../../publishing/post-words.ts';
import { PostLine } from './post-line.tsx';

/** The still of a clip that may be gone. */
export function ClipThumb({ assetId }: { assetId: Publication['assetId'] }) {
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <span className="grid h-8 w-[57px] shrink-0 place-items-center overflow-hidden rounded-1 bg-well text-on-picture/60">
      {assetId === null || failed === assetId ? (
        <Film aria-hidden="true" size={16} strokeWidth={1.75} />
      ) : (
        <img
          src={posterUrl(assetId)}
          alt=""
          loading="lazy"
          className="size-full object-contain"
          onError={() => setFailed(assetId)}
        />
      )}
    </span>
  );
}

/** One clip on its way to one or more channels. */
export const HistoryRow = memo(function HistoryRow({ publication }: { publication: Publication }) {
  const nowMs = useNowMinuteMs();
  const { assetId, clipName, posts } = publication;
  const title = titleOf(publication);
  return (
    <li
      data-publication={publication.id}
      className="grid items-start gap-x-4 gap-y-2 px-4 py-2 @min-[860px]:grid-cols-[minmax(0,300fr)_minmax(0,640fr)_auto]"
    >
      <div className="flex min-h-8 min-w-0 items-center gap-2">
        <ClipThumb assetId={assetId} />
        <span className="grid min-w-0">
          {title === null ? null : (
            <bdi className="truncate">
              {title}
              <span className="sr-only">, </span>
            </bdi>
          )}
          {assetId === null ? (
            <bdi className="truncate text-text-2">{clipName}</bdi>
          ) : (
            <Link
              href={`/assets/${assetId}`}
              className={`truncate no-underline hover:underline ${title === null ? '' : 'text-meta text-text-2'}`}
            >
              <bdi>{clipName}</bdi>
            </Link>
          )}
        </span>
      </div>
      <ul className={`grid min-w-0 gap-x-4 gap-y-1 ${posts.length === 1 ? '' : '@min-[860px]:grid-cols-2'}`}>
        {posts.map((post) => (
          <PostLine key={post.id} publication={publication} post={post} />
        ))}
      </ul>
      <span className="text-meta text-text-2 @min-[860px]:min-w-28 @min-[860px]:py-2 @min-[860px]:text-end">
        {publicationMomentWords(publication, nowMs)}
      </span>
    </li>
  );
});
