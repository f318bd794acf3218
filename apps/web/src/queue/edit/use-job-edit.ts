import type { Job } from '@videoexpress/job-schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CallFailure, fieldProblems } from '../../api/call-failure.ts';
import { call } from '../../api/client.ts';
import { useEngines, useJobs } from '../../live/live-provider.tsx';
import { type FormErrors, byFormField } from '../../tabs/generate/field-errors.ts';
import { showToast } from '../../toasts/toast-store.ts';
import { keepJob } from '../use-job-actions.ts';
import { editOf, inputOf, type JobEdit, patchFor } from './job-edit.ts';

function isLate(cause: unknown): boolean {
  if (!(cause instanceof CallFailure) || cause.reason.code !== 'problem') return false;
  return cause.reason.problem.code === 'invalid_state' || cause.reason.problem.code === 'not_found';
}

/** The form of one waiting job: what stands in it, what is wrong with it, and the ways out of it. */
export function useJobEdit(first: Job, onDone: () => void) {
  const client = useQueryClient();
  const latest = useJobs()?.[first.id];
  const engine = useEngines()?.find(({ id }) => id === first.engine);
  const model = engine?.models.find(({ id }) => id === first.input['model']) ?? engine?.models[0];
  const [opened] = useState(() => editOf(first, model));
  const [edit, setEdit] = useState<JobEdit>(opened);
  const job = latest ?? first;

  const save = useMutation({
    mutationFn: async () => {
      const patch = patchFor(job, opened, edit, model);
      return patch === null ? job : (await call('patchJob', { params: { id: job.id }, body: patch })).body;
    },
    onSuccess: (changed) => {
      keepJob(client, changed);
      onDone();
    },
  });
  const queueAsNew = useMutation({
    mutationFn: async () => {
      const { kind, engine: engineId, projectId } = job;
      const body = { kind, engine: engineId, projectId, input: inputOf(job, opened, edit, model), runAt: edit.runAt };
      return (await call('createJob', { body })).body;
    },
    onSuccess: (made) => {
      keepJob(client, made);
      showToast({ text: 'Queued as a new job.' });
      onDone();
    },
  });
  const cause = queueAsNew.error ?? save.error;
  const isTooLate = latest === undefined || latest.state !== 'queued' || isLate(save.error);
  const problems = fieldProblems(cause);
  const errors: FormErrors =
    problems.length > 0
      ? byFormField(problems, ['seed', 'runAt', ...(model?.parameters ?? []).map(({ name }) => name)])
      : cause === null || isLate(cause)
        ? {}
        : { form: cause.message };
  return {
    edit,
    change: (part: Partial<JobEdit>) => setEdit({ ...edit, ...part }),
    model,
    errors,
    /** It runs, has ended or is gone: it can no longer be changed. */
    isTooLate,
    isBusy: save.isPending || queueAsNew.isPending,
    save: () => save.mutate(),
    queueAsNew: () => queueAsNew.mutate(),
  };
}
