'use client';

import { useMutation } from '@tanstack/react-query';
import type { EngineTest } from '@videoexpress/job-schema';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';

/** Tries an engine out; a daemon that does not answer is an answer too. */
export function useEngineTest(engineId: string) {
  return useMutation({
    mutationFn: async (): Promise<EngineTest> => {
      const answer = await api.call('testEngine', { params: { id: engineId } });
      if (answer.ok) return answer.value.body;
      return { works: false, seconds: 0, detail: sentenceOf(answer.error), fix: null };
    },
  });
}
