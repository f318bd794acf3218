'use client';

import type { Publication } from '@videoexpress/job-schema';
import { Film } from 'lucide-react';
import { memo, useState } from 'react';
import { posterUrl } from '../../../api/asset-urls.ts';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { Link } from '../../../parts/soft-link.tsx';
import { dayTimeWords, isUnderWay, postMoment } from '../../../publishing/post-words.ts';
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

/** The newest thing that happened to it, or that will. */
function momentOf(publication: Publication, nowMs: number): string {
  const { posts, createdAt } = publication;
  if (posts.some(({ state }) => isUnderWay(state))) return 'Now';
  const moments = posts.map((post) => postMoment(post, createdAt)).toSorted();
  return dayTimeWords(moments.at(-1) ?? createdAt, nowMs);
}

/** One clip on its way to one or more channels. */
export const HistoryRow = memo(function HistoryRow({ publication }: { publication: Publication }) {
  const nowMs = useNowMinuteMs();
  const { assetId, clipName, posts } = publication;
  return (
    <li
      data-publication={publication.id}
      className="grid items-start gap-x-4 gap-y-2 px-4 py-2 @min-[860px]:grid-cols-[minmax(0,300fr)_minmax(0,640fr)_auto]"
    >
      <div className="flex min-h-8 min-w-0 items-center gap-2">
        <ClipThumb assetId={assetId} />
        {assetId === null ? (
          <bdi className="min-w-0 truncate text-text-2">{clipName}</bdi>
        ) : (
          <Link href={`/assets/${assetId}`} className="min-w-0 truncate no-underline hover:underline">
            <bdi>{clipName}</bdi>
          </Link>
        )}
      </div>
      <ul className="grid min-w-0 gap-x-4 gap-y-1 @min-[860px]:grid-cols-2">
        {posts.map((post) => (
          <PostLine key={post.id} publication={publication} post={post} />
        ))}
      </ul>
      <span className="text-meta text-text-2 @min-[860px]:min-w-28 @min-[860px]:py-2 @min-[860px]:text-end">
        {momentOf(publication, nowMs)}
      </span>
    </li>
  );
});
