'use client';

import type { CreateJobRequest } from '@videoexpress/job-schema';
import dynamic from 'next/dynamic';
import { type RefObject, useCallback, useMemo } from 'react';
import { Button } from '../../parts/button.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { usePageFoot } from '../../toasts/page-foot.ts';
import { DropOverlay } from '../../uploads/drop-overlay.tsx';
import { setBatchOn } from './batch-store.ts';
import { batchWords } from './batch-words.ts';
import { Choices } from './choices.tsx';
import { replacePrompt } from './draft-store.ts';
import { EnginePicker } from './engine-picker.tsx';
import { FoldRow } from './fold-row.tsx';
import { jobRequest, kindOf } from './job-request.ts';
import { moreSummary } from './more-summary.ts';
import { priceWords } from './price-words.ts';
import { PromptBox } from './prompt-box.tsx';
import { ShortcutHint } from './shortcut-hint.tsx';
import { StartImageSlot } from './start-image-slot.tsx';
import { useEstimates } from './use-estimates.ts';
import { useFormCommands } from './use-form-commands.ts';
import type { GenerateFormState } from './use-generate-form.ts';
import { useHandover } from './use-handover.ts';
import { usePromptWalk } from './use-prompt-walk.ts';
import { useTextDrop } from './use-text-drop.ts';

const LastImageSlot = dynamic(() => import('./last-image-slot.tsx').then((module) => module.LastImageSlot), {
  ssr: false,
});
const LoraSection = dynamic(() => import('./loras/lora-section.tsx').then((module) => module.LoraSection), {
  ssr: false,
});
const MorePanel = dynamic(() => import('./more/more-panel.tsx').then((module) => module.MorePanel), { ssr: false });
const BatchPanel = dynamic(() => import('./batch/batch-panel.tsx').then((module) => module.BatchPanel), { ssr: false });

interface GenerateFormProps {
  readonly form: GenerateFormState;
  readonly promptRef: RefObject<HTMLTextAreaElement | null>;
  readonly isHiddenWhenNarrow: boolean;
}

/** Everything a clip is made from, and the button. It never waits for what runs. */
export function GenerateForm({ form, promptRef, isHiddenWhenNarrow }: GenerateFormProps) {
  const { draft, on, batch, engines, settings, plan } = form;
  const submit = (placement: 'front' | 'back') => {
    form.submit(placement);
    if (form.isEmpty) promptRef.current?.focus();
  };
  const foot = usePageFoot();
  useFormCommands(submit, () => promptRef.current?.focus());
  usePromptWalk(promptRef, form.clearErrors);
  useTextDrop();
  useHandover(
    engines,
    useCallback(() => promptRef.current?.focus({ preventScroll: true }), [promptRef]),
  );
  const onFiles = (files: readonly File[]) => {
    form.clearErrors();
    void import('./take-files.ts').then(({ takeFiles }) => takeFiles(files, engines ?? []));
  };

  const asked = useMemo<readonly CreateJobRequest[]>(() => {
    if (on === undefined) return [];
    if (batch.plan !== null) return batch.plan.drafts.map((each) => jobRequest(each, on));
    return plan === null ? [] : [jobRequest(draft, on)];
  }, [batch.plan, draft, on, plan]);
  const estimate = useEstimates(asked);
  const button = batch.isOn && batch.plan !== null ? `Generate ${batch.plan.clips}` : 'Generate';
  return (
    <form
      aria-label="Generate"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        submit('back');
      }}
      className={`min-h-0 flex-col border-line max-md:min-h-[calc(100dvh-var(--tab-bar-space))] md:flex md:border-r ${isHiddenWhenNarrow ? 'max-md:hidden' : 'flex'}`}
    >
      <DropOverlay onFiles={onFiles} label="Drop a picture to start from, or a clip to take its settings" />
      <div className="flex column-head shrink-0 items-center border-b border-line px-4">
        <h1 className="text-read font-semibold">Generate</h1>
        <span className="ml-auto text-meta text-text-3">
          {draft.image === null ? 'Text to video' : 'Image to video'}
        </span>
      </div>
      <div className="relative flex min-h-0 flex-1 flex-col gap-4 p-4 *:shrink-0 md:overflow-y-auto">
        <PromptBox
          ref={promptRef}
          prompt={draft.prompt}
          isLineByLine={batch.isOn && batch.choice.isLineByLine}
          onChange={(prompt) => form.change({ prompt })}
          onRecall={(prompt) => {
            replacePrompt(prompt);
            form.clearErrors();
          }}
          error={form.errors.prompt}
        />
        <StartImageSlot form={form} onFiles={onFiles} />
        {draft.image !== null && on?.model.lastFrame === true ? <LastImageSlot form={form} /> : null}
        <Choices form={form} />
        {on === undefined || engines === undefined ? null : (
          <EnginePicker
            engines={engines}
            on={on}
            kind={kindOf(draft)}
            estimate={estimate}
            onChoose={(engine, model) => form.change({ engine, model, frames: null })}
          />
        )}
        {on !== undefined && (on.model.loraBase !== undefined || draft.loras.length > 0) ? (
          <LoraSection form={form} on={on} />
        ) : null}
        <FoldRow
          label="More"
          summary={moreSummary(draft, on, settings, plan)}
          isOpen={draft.isMoreOpen || Object.keys(form.errors).some((field) => field.startsWith('more.'))}
          onToggle={() => form.change({ isMoreOpen: !draft.isMoreOpen })}
        >
          <MorePanel form={form} />
        </FoldRow>
        <FoldRow
          label="Batch"
          summary="Several lines, seeds or settings at once"
          isOpen={batch.isOn}
          onToggle={() => {
            void setBatchOn(!batch.isOn, draft.prompt);
            form.clearErrors();
          }}
        >
          <BatchPanel form={form} />
        </FoldRow>
      </div>
      <div
        ref={foot}
        className="grid shrink-0 gap-2 border-t border-line bg-surface-1 p-4 max-md:sticky max-md:bottom-(--tab-bar-space) max-md:z-10 max-md:py-2"
      >
        <FieldError id="form-error" message={form.errors.form} />
        {batch.plan === null ? null : (
          <p
            role="status"
            aria-label="What the batch comes to"
            className={`text-meta ${batch.plan.problem === null ? 'text-text-2' : 'text-negative'}`}
          >
            {batchWords(batch.plan, on?.model, estimate)}
          </p>
        )}
        <Button submits size="large" tone={form.isEmpty ? 'neutral' : 'primary'} className="w-full justify-between">
          <span>{button}</span>
          <span className="font-medium">{batch.isOn ? '' : priceWords(on?.model, estimate)}</span>
        </Button>
        <p className="text-meta text-text-3 max-md:hidden">
          {form.isEmpty ? 'Write a prompt, or choose a start image.' : <ShortcutHint />}
        </p>
      </div>
    </form>
  );
}
