'use client';

import type { Job } from '@videoexpress/job-schema';
import { useState } from 'react';
import { fieldProblems } from '../../api/call-failure.ts';
import { useEngines } from '../../live/live-provider.tsx';
import { byFormField, type FormField } from './field-errors.ts';
import { type DurationSeconds, framePlan, nearestRatio, type RatioId } from './frame-plan.ts';
import { isEmpty, jobRequest, kindOf, modelFor } from './job-request.ts';
import { useCreateJob } from './use-create-job.ts';
import { useStartImage } from './use-start-image.ts';

type FormErrors = Partial<Record<FormField, string>>;

/** What to say at which place, the newest last: what the daemon refused, then what the form itself saw. */
function formErrors(refused: Error | null, imageRefused: Error | null, hint: FormErrors): FormErrors {
  const errors: FormErrors = {};
  if (imageRefused !== null) errors.image = fieldProblems(imageRefused)[0]?.message ?? imageRefused.message;
  const problems = fieldProblems(refused);
  if (refused !== null && problems.length === 0) errors.form = refused.message;
  return { ...errors, ...byFormField(problems), ...hint };
}

/** The state of the form, what it would make, what is wrong with it, and the sending of it. */
export function useGenerateForm(onQueued: (job: Job) => void) {
  const engines = useEngines();
  const image = useStartImage();
  const create = useCreateJob();
  const [prompt, setPrompt] = useState('');
  const [ratio, setRatio] = useState<RatioId>('16:9');
  const [seconds, setSeconds] = useState<DurationSeconds>(5);
  const [hint, setHint] = useState<FormErrors>({});

  const draft = { prompt, image: image.asset };
  const engine = engines?.find((known) => known.isDefault) ?? engines?.[0];
  const model = modelFor(engine, kindOf(draft));
  const plan = model === undefined ? null : framePlan(model, ratio, seconds);

  /** A change answers whatever was wrong; what is still wrong, the next try says again. */
  const change = (apply: () => void) => {
    apply();
    setHint({});
    if (create.isError) create.reset();
  };

  const submit = () => {
    if (image.isSending) return setHint({ image: 'The picture is still being checked.' });
    if (isEmpty(draft)) return setHint({ prompt: 'Say what the clip should show, or choose a start image.' });
    setHint({});
    create.mutate(
      { request: jobRequest(draft, engine, model, plan), idempotencyKey: crypto.randomUUID() },
      { onSuccess: onQueued },
    );
  };

  const errors = formErrors(create.error, image.error, hint);
  return {
    prompt,
    ratio,
    seconds,
    image,
    engine,
    model,
    plan,
    isEmpty: isEmpty(draft),
    errors,
    setPrompt: (text: string) => change(() => setPrompt(text)),
    setRatio: (id: RatioId) => change(() => setRatio(id)),
    setSeconds: (value: DurationSeconds) => change(() => setSeconds(value)),
    removeImage: () => change(image.remove),
    chooseImage: (file: File) =>
      change(() =>
        image.choose(file, ({ width, height }) => {
          if (width !== undefined && height !== undefined) setRatio(nearestRatio({ width, height }));
        }),
      ),
    submit,
  };
}
export type GenerateFormState = ReturnType<typeof useGenerateForm>;
