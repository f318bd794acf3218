'use client';

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { type CallError, ok, type PatchSettings, type Result, type Settings } from '@videoexpress/job-schema';
import { useCallback, useMemo } from 'react';
import { sentenceOf } from '../api/call-failure.ts';
import { api } from '../api/client.ts';
import { stampedBy } from '../live/snapshot-value.ts';
import { showToast } from '../toasts/toast-store.ts';
import { showPending, usePendingPatches } from './pending-patches.ts';
import { settingsQuery } from './settings-query.ts';
import { withPatch } from './with-patch.ts';

/** What is set, with what this page is just changing. Undefined until it was read. */
export function useSettings(): Settings | undefined {
  const known = useQuery({ ...settingsQuery, enabled: false }).data?.value;
  const pending = usePendingPatches();
  return useMemo(() => known && pending.reduce(withPatch, known), [known, pending]);
}

export interface PatchOptions {
  /** The caller shows a refusal itself, at its field; otherwise a note tells of it. */
  readonly showsRefusal?: boolean;
}

export type PatchSettingsCall = (patch: PatchSettings, options?: PatchOptions) => Promise<Result<Settings, CallError>>;

/**
 * Changes settings. What changes is shown at once, and is as it was again when the daemon refuses. Only what the patch
 * names is touched, so two windows that change different things keep both.
 */
export function usePatchSettings(): PatchSettingsCall {
  const client = useQueryClient();
  return useCallback((patch, options) => patchSettings(client, patch, options), [client]);
}

async function patchSettings(
  client: QueryClient,
  patch: PatchSettings,
  { showsRefusal = false }: PatchOptions = {},
): Promise<Result<Settings, CallError>> {
  const settle = showPending(patch);
  const answer = await api.call('patchSettings', { body: patch });
  if (answer.ok) {
    const { body, lastEventId } = answer.value;
    client.setQueryData(
      settingsQuery.queryKey,
      (known) => known && stampedBy(known, lastEventId ?? Number.POSITIVE_INFINITY, () => body),
    );
  }
  settle();
  if (answer.ok) return ok(answer.value.body);
  const isFieldProblem = answer.error.code === 'problem' && (answer.error.problem.errors ?? []).length > 0;
  if (!showsRefusal || !isFieldProblem) showToast({ text: sentenceOf(answer.error), tone: 'negative' });
  return answer;
}
