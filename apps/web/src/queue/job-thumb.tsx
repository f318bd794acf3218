'use client';

import { assetIdSchema, type AssetId, type Job, firstRoutes, routeUrl } from '@videoexpress/job-schema';
import { CircleAlert, Film } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { posterUrl } from '../api/asset-urls.ts';
import { wellFit } from '../player/picture-fit.ts';
import { inputNumber, isPublishing } from '../words/job-words.ts';

export const thumbShape = 'relative grid h-9 w-16 shrink-0 place-items-center overflow-hidden rounded-1';
/** A preview of the first steps is a guess in colours; it sharpens as the work goes on. */
const mostBlurPx = 5;
const sharpFrom = 0.7;

function previewUrl(job: Job, previewId: string): string {
  return routeUrl(firstRoutes.getJobPreview, { id: job.id }, { v: previewId });
}

function blurPx(fraction: number | null): number {
  return Math.round(mostBlurPx * Math.max(0, 1 - (fraction ?? 0) / sharpFrom));
}

/** The picture it starts from; of a post, its clip. */
function startImage(job: Job): AssetId | null {
  const named = assetIdSchema.safeParse(job.input[isPublishing(job) ? 'video' : 'image']);
  return named.success ? named.data : null;
}

/** Whether a row of this job shows a picture, not only what stands in for one. */
export function hasPicture(job: Job): boolean {
  return startImage(job) !== null || job.progress.previewId !== undefined;
}

interface ThumbPictureProps {
  readonly url: string;
  /** How it lies in its well. */
  readonly fit: string;
  readonly blur?: number;
  readonly fallback: ReactNode;
}

/** A picture that may turn out not to be there. The one before stays until the next has arrived. */
function ThumbPicture({ url, fit, blur = 0, fallback }: ThumbPictureProps) {
  const [missing, setMissing] = useState<string | null>(null);
  if (missing === url) return fallback;
  return (
    <span className={`${thumbShape} bg-well`}>
      <img
        src={url}
        alt=""
        draggable={false}
        loading="lazy"
        onError={() => setMissing(url)}
        className={`absolute inset-0 size-full ${fit}`}
        style={blur > 0 ? { filter: `blur(${blur}px)`, transform: 'scale(1.15)' } : undefined}
      />
    </span>
  );
}

function StandIn({ failed }: { failed: boolean }) {
  const Icon = failed ? CircleAlert : Film;
  return (
    <span className={`${thumbShape} ${failed ? 'bg-negative-quiet text-negative' : 'bg-surface-3 text-text-3'}`}>
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
    </span>
  );
}

const PostSign = dynamic(() => import('./post-sign.tsx').then((module) => module.PostSign), { ssr: false });

/** The clip's poster; before there is one, its newest preview frame, else the picture it starts from. */
export function JobThumb({ job }: { job: Job }) {
  if (!isPublishing(job)) return <ClipThumb job={job} />;
  return (
    <span className="relative self-start">
      <ClipThumb job={job} />
      <PostSign job={job} />
    </span>
  );
}

function ClipThumb({ job }: { job: Job }) {
  const standIn = <StandIn failed={job.state === 'failed'} />;
  const fit = wellFit(inputNumber(job, 'width'), inputNumber(job, 'height'));
  const clip = job.output.assetIds[0];
  if (clip !== undefined) return <ThumbPicture url={posterUrl(clip)} fit={fit} fallback={standIn} />;
  if (job.state === 'failed' && !isPublishing(job)) return standIn;
  const image = startImage(job);
  const fromImage =
    image === null ? standIn : <ThumbPicture url={posterUrl(image)} fit="object-contain" fallback={standIn} />;
  const { previewId, fraction } = job.progress;
  if (previewId === undefined || job.state === 'cancelled') return fromImage;
  return <ThumbPicture url={previewUrl(job, previewId)} fit={fit} blur={blurPx(fraction)} fallback={fromImage} />;
}
