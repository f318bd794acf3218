import type { JobId } from '@videoexpress/job-schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { forgetMove, rememberMove } from './pending-moves.ts';
import { keepJob, sayRefused } from './use-job-actions.ts';

interface Move {
  readonly id: JobId;
  readonly after: JobId | null;
}

/**
 * Moves a waiting job right behind another, or before all of them. It is shown there at once; one refused goes back, and
 * a note says why. Moves asked for in a row reach the daemon in that row, each after the answer to the one before.
 */
export function useMoveJob(): (move: Move) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    scope: { id: 'queue-move' },
    mutationFn: async ({ id, after }: Move) => (await call('moveJob', { params: { id }, body: { after } })).body,
    onMutate: ({ id, after }) => rememberMove(id, after),
    onSuccess: (job) => keepJob(client, job),
    onError: (cause) => sayRefused('It was not moved.', cause),
    onSettled: (_job, _cause, _move, key) => {
      if (key !== undefined) forgetMove(key);
    },
  });
  return mutate;
}
