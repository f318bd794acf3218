'use client';

import { useMutation } from '@tanstack/react-query';
import type { EngineTest } from '@videoexpress/job-schema';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../parts/button.tsx';

/** Sends a report of a made-up crash, and says what came of it. */
export function TestReport() {
  const { data, isPending, mutate } = useMutation({
    mutationFn: async (): Promise<EngineTest> => {
      const answer = await api.call('testCrashReports', {});
      if (answer.ok) return answer.value.body;
      return { works: false, seconds: 0, detail: sentenceOf(answer.error), fix: null };
    },
  });
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <Button disabled={isPending} onClick={() => mutate()}>
        {isPending ? 'Sending…' : 'Send a test report'}
      </Button>
      <output className="min-w-0 flex-1 basis-60 text-meta text-text-2">
        {data === undefined || isPending ? null : (
          <>
            <span className={data.works ? 'text-positive' : 'text-negative'}>{data.works ? 'Sent.' : 'Not sent.'}</span>{' '}
            {data.detail} {data.fix}
          </>
        )}
      </output>
    </div>
  );
}
