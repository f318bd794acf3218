'use client';

import { useQuery } from '@tanstack/react-query';
import type { Asset, Connection, PostRequest, Preflight } from '@videoexpress/job-schema';
import { useMemo } from 'react';
import { CallFailure, sentenceOf } from '../../../api/call-failure.ts';
import { useDebounced } from '../../../library/use-debounced.ts';
import { assetQuery } from '../../../live/live-queries.ts';
import { connectionsQuery } from '../../../channels/connections-query.ts';
import { accountsOf, preflightQuery } from '../../../publishing/publication-queries.ts';
import { useStoredValue } from '../../../stored/stored-value.ts';
import { chosenConnections, type ComposeDraft, postRequests } from './compose-draft.ts';
import { composeStore } from './compose-store.ts';

const typingPauseMs = 400;

/** What the form shows, of the browser's own draft and of what the daemon says of it. */
export interface Compose {
  readonly draft: ComposeDraft;
  readonly asset: Asset | undefined;
  /** The clip that was chosen is gone, or in the trash. */
  readonly isClipGone: boolean;
  /** Undefined while they were not read. */
  readonly connections: readonly Connection[] | undefined;
  readonly chosen: readonly Connection[];
  readonly posts: readonly PostRequest[];
  readonly preflight: Preflight | undefined;
  /** The pre-flight is of what was there before the last change. */
  readonly isPreflightOld: boolean;
  /** Why there is no pre-flight; null where it is there or being read. */
  readonly preflightProblem: string | null;
}

const noConnections: readonly Connection[] = [];

function problemOf(error: unknown): string | null {
  if (error === null || error === undefined) return null;
  return error instanceof CallFailure ? sentenceOf(error.reason) : 'The pre-flight could not be made.';
}

/** The post that is being written, with its clip, its accounts and its pre-flight. */
export function useCompose(): Compose {
  const draft = useStoredValue(composeStore);
  const services = useQuery(connectionsQuery);
  const connections = useMemo(
    () => (services.data === undefined ? undefined : accountsOf(services.data.items)),
    [services.data],
  );
  const known = connections ?? noConnections;
  const chosen = useMemo(() => chosenConnections(draft, known), [draft, known]);
  const posts = useMemo(() => postRequests(draft, known), [draft, known]);
  const { assetId } = draft;
  const clip = useQuery({
    ...assetQuery(assetId ?? ('' as NonNullable<typeof assetId>)),
    enabled: assetId !== null,
  });
  const asset = assetId === null || clip.data?.deletedAt !== undefined ? undefined : clip.data;
  const settled = useDebounced(posts, typingPauseMs);
  const preflight = useQuery({
    ...preflightQuery(asset?.id ?? null, [...settled]),
    placeholderData: (before) => before,
  });
  const isReady = asset !== undefined && posts.length > 0;
  return {
    draft,
    asset,
    isClipGone: assetId !== null && (clip.isError || clip.data?.deletedAt !== undefined),
    connections,
    chosen,
    posts,
    preflight: isReady ? preflight.data : undefined,
    isPreflightOld: isReady && (preflight.isPlaceholderData || preflight.isFetching || settled !== posts),
    preflightProblem: isReady ? problemOf(preflight.error) : null,
  };
}
