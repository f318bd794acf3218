'use client';

import type { CreateJobRequest, Job } from '@videoexpress/job-schema';
import { useState } from 'react';
import { fieldProblems } from '../../api/call-failure.ts';
import { useEngines } from '../../live/live-provider.tsx';
import { useSettings } from '../../settings/use-settings.ts';
import { useStoredValue } from '../../stored/stored-value.ts';
import { useBatch } from './batch-store.ts';
import { modelSettings, type GenerateDraft, type ModelSettings } from './draft.ts';
import { changeDraft, changeModelSettings, draftStore } from './draft-store.ts';
import { byFormField, type FormErrors } from './field-errors.ts';
import { framesProblem, secondsRange } from './frame-plan.ts';
import { sizeFor, sizeProblem } from './frame-size.ts';
import { isEmpty, jobRequest, planOf, type RunsOn, runsOn } from './job-request.ts';
import { lastSeed } from './last-seed.ts';
import { useStartImageUpload } from './start-image.ts';
import { newClickKey } from '../../api/click-key.ts';
import { useQueueing } from './use-queueing.ts';

/** What stands under More, by the name of its input field. */
function moreFields(on: RunsOn | undefined, settings: ModelSettings | null): readonly string[] {
  const exact = settings?.size === null ? [] : ['width', 'height'];
  return ['seed', 'fps', ...exact, ...(on?.model.parameters.map(({ name }) => name) ?? [])];
}

/** What the model cannot do of a draft, at its place; nothing where it can do all. */
function planProblems(draft: GenerateDraft, on: RunsOn | undefined): FormErrors {
  if (on === undefined || planOf(draft, on) !== null) return {};
  const { engine, model } = on;
  const { size, fps } = modelSettings(draft, engine.id, model.id);
  const rate = fps ?? model.defaults.fps;
  const { min, max } = secondsRange(model, rate);
  const wrongSize = size === null ? null : sizeProblem(model, size);
  const isLengthWrong =
    draft.frames === null
      ? draft.seconds < min || draft.seconds > max
      : framesProblem(model, draft.frames, rate) !== null;
  if (wrongSize !== null) return { 'more.width': wrongSize };
  if (isLengthWrong) return { duration: `${model.label} makes ${min} to ${max} s. Choose another length.` };
  const isRatio = sizeFor(model, { ratio: draft.ratio, quality: 'standard', picture: null }) === null;
  return { ratio: `${model.label} cannot draw this ${isRatio ? 'ratio' : 'quality'}. Choose another one.` };
}

/** What to say at which place, the newest last: what the daemon refused, then what the form itself saw. */
function formErrors(refused: Error | null, imageRefused: string | null, fields: readonly string[], hint: FormErrors) {
  const errors: FormErrors = imageRefused === null ? {} : { image: imageRefused };
  const problems = fieldProblems(refused);
  if (refused !== null && problems.length === 0) errors.form = refused.message;
  return { ...errors, ...byFormField(problems, fields), ...hint };
}

/** The form as it stands, what it would make, what is wrong with it, and the sending of it. */
export function useGenerateForm(onQueued: (jobs: readonly Job[]) => void) {
  const engines = useEngines();
  const draft = useStoredValue(draftStore);
  const upload = useStartImageUpload();
  const queueing = useQueueing();
  const [hint, setHint] = useState<FormErrors>({});

  const on = runsOn(engines, draft, useSettings()?.defaultEngine);
  const plan = on === undefined ? null : planOf(draft, on);
  const settings = on === undefined ? null : modelSettings(draft, on.engine.id, on.model.id);
  const batch = useBatch(draft, on);

  /** A change answers whatever was wrong; what is still wrong, the next try says again. */
  const clearErrors = () => {
    setHint({});
    if (queueing.isError) queueing.reset();
  };
  const change = (changes: Partial<GenerateDraft>) => {
    changeDraft(changes);
    clearErrors();
  };

  const requests = (): readonly CreateJobRequest[] => (batch.isOn ? batch.requests() : [jobRequest(draft, on)]);
  const submit = (placement: 'front' | 'back') => {
    if (upload.fileName !== null) return setHint({ image: 'The picture is still being checked.' });
    if (isEmpty(draft)) return setHint({ prompt: 'Say what the clip should show, or choose a start image.' });
    const problem = batch.isOn ? batch.plan?.problem : null;
    if (typeof problem === 'string') return setHint({ form: problem });
    const impossible = batch.isOn ? {} : planProblems(draft, on);
    if (Object.keys(impossible).length > 0) {
      if (impossible['more.width'] !== undefined) changeDraft({ isMoreOpen: true });
      return setHint(impossible);
    }
    setHint({});
    const made = requests().map((request) => (placement === 'front' ? { ...request, placement } : request));
    queueing.mutate(
      { requests: made, idempotencyKey: newClickKey() },
      {
        onSuccess: (jobs) => {
          const seed = jobs[0]?.input['seed'];
          if (typeof seed === 'number') lastSeed.set(seed);
          onQueued(jobs);
        },
      },
    );
  };

  return {
    draft,
    engines,
    on,
    plan,
    settings,
    upload,
    batch,
    isEmpty: isEmpty(draft),
    errors: formErrors(queueing.error, upload.error, moreFields(on, settings), hint),
    change,
    changeSettings: (changes: Partial<ModelSettings>) => {
      if (on !== undefined) changeModelSettings(on.engine.id, on.model.id, changes);
      clearErrors();
    },
    clearErrors,
    submit,
  };
}
export type GenerateFormState = ReturnType<typeof useGenerateForm>;
