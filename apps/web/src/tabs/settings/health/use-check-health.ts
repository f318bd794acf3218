'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { healthQuery } from '../../../live/live-queries.ts';
import { showToast } from '../../../toasts/toast-store.ts';

const everyMs = 30_000;
/** The page has settled by then, so that the first look measures the daemon and not the page's own start. */
const firstAfterMs = 400;

/** What a look at the daemon found, beside the health of its services. */
export interface DaemonLook {
  readonly version: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** From the question to its answer, measured by this page. */
  readonly roundTripMs: number;
  readonly atMs: number;
}

/**
 * Looks at every service when the page opens, every half minute while it is in sight, and when a person wants it. Between
 * looks, events of the stream change what is shown.
 */
export function useCheckHealth() {
  const client = useQueryClient();
  const [look, setLook] = useState<DaemonLook | null>(null);
  const [isChecking, setIsChecking] = useState(false);

  const check = useCallback(
    async (isAsked: boolean) => {
      setIsChecking(isAsked);
      const startedMs = performance.now();
      const answer = await api.call('getHealth', {});
      setIsChecking(false);
      if (!answer.ok) {
        if (isAsked) showToast({ text: sentenceOf(answer.error), tone: 'negative' });
        return;
      }
      const { body, lastEventId } = answer.value;
      // An event that came meanwhile is newer than this answer.
      client.setQueryData(healthQuery.queryKey, (known) =>
        known !== undefined && (known.eventId ?? 0) > (lastEventId ?? 0)
          ? known
          : { value: body.services, eventId: lastEventId },
      );
      const { version, startedAt } = body;
      setLook({ version, startedAt, roundTripMs: performance.now() - startedMs, atMs: Date.now() });
    },
    [client],
  );

  useEffect(() => {
    const first = setTimeout(() => void check(false), firstAfterMs);
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void check(false);
    }, everyMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [check]);

  return { look, isChecking, check: () => void check(true) };
}
