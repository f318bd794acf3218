'use client';

import { useMutation } from '@tanstack/react-query';
import type { CloudCheck } from '@videoexpress/job-schema';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../parts/button.tsx';
import { CloudFaults } from './cloud-faults.tsx';
import { SetUpByHand } from './set-up-by-hand.tsx';

type Outcome = { readonly check: CloudCheck } | { readonly failure: string };

const stateWords: Readonly<Record<CloudCheck['state'], string>> = {
  ready: 'Ready: every table is there and protected.',
  ahead: 'Ready. A newer VideoExpress set it up.',
  behind: 'This VideoExpress needs a newer set-up. Run it again.',
  incomplete: 'It is set up, and not as it has to be.',
  not_set_up: 'Nothing of VideoExpress is in the project yet.',
};

/** Whether the tables and rules of the project are as they have to be, and the two ways to make them. */
export function CloudSetUp() {
  const look = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      const answer = await api.call('cloudCheck', {});
      return answer.ok ? { check: answer.value.body } : { failure: sentenceOf(answer.error) };
    },
  });
  const { data: outcome, isPending } = look;
  return (
    <div data-part="cloud-set-up" className="grid gap-2 px-4 py-3">
      <div className="flex items-center gap-3">
        <div className="grid min-w-0 flex-1 gap-0.5">
          <h3 className="font-medium">Tables and rules</h3>
          <p className="text-meta text-text-2">They are made once in your project, and keep what is there yours.</p>
        </div>
        <Button aria-label="Check the Supabase project" disabled={isPending} onClick={() => look.mutate()}>
          {isPending ? 'Checking…' : 'Check'}
        </Button>
      </div>
      <output className="grid gap-2 text-meta text-text-2 empty:hidden">
        {outcome === undefined || isPending ? null : <Said outcome={outcome} />}
      </output>
      <SetUpByHand />
    </div>
  );
}

function Said({ outcome }: { outcome: Outcome }) {
  if ('failure' in outcome) return <p className="text-negative">{outcome.failure}</p>;
  const { check } = outcome;
  const isReady = check.state === 'ready' || check.state === 'ahead';
  return (
    <>
      <p className={isReady ? 'text-positive' : 'text-negative'}>{stateWords[check.state]}</p>
      {check.state === 'not_set_up' ? null : <CloudFaults tables={check.tables} />}
    </>
  );
}
