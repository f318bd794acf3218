'use client';

import type { RefObject } from 'react';
import { Button } from '../../parts/button.tsx';
import { ChipGroup } from '../../parts/chip-group.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { formatPrice } from '../../words/money.ts';
import { EngineLine } from './engine-line.tsx';
import { durationsSeconds, framePlanLine, framesFor, ratios, sizeFor } from './frame-plan.ts';
import { PromptBox } from './prompt-box.tsx';
import { ShortcutHint } from './shortcut-hint.tsx';
import { StartImageSlot } from './start-image-slot.tsx';
import type { GenerateFormState } from './use-generate-form.ts';
import { usePictureDrop } from './use-picture-drop.ts';
import { useSubmitShortcut } from './use-submit-shortcut.ts';

const glyphs = { '16:9': 'h-2 w-3.5', '9:16': 'h-3.5 w-2', '1:1': 'size-[11px]' } as const;
const beyondModel = 'Not with this engine';

function Choices({ form }: { form: GenerateFormState }) {
  const { model } = form;
  const off = (possible: boolean) => (model === undefined || possible ? undefined : beyondModel);
  return (
    <div className="grid gap-2">
      <ChipGroup
        label="Ratio"
        chosen={form.ratio}
        onChoose={form.setRatio}
        errorId="ratio-error"
        chips={ratios.map(({ id }) => ({
          value: id,
          offBecause: off(model !== undefined && sizeFor(model, id) !== null),
          label: (
            <>
              <span aria-hidden="true" className={`rounded-[2px] border-[1.5px] border-current ${glyphs[id]}`} />
              {id}
            </>
          ),
        }))}
      />
      <FieldError id="ratio-error" message={form.errors.ratio} />
      <ChipGroup
        label="Duration"
        chosen={form.seconds}
        onChoose={form.setSeconds}
        errorId="duration-error"
        chips={durationsSeconds.map((seconds) => ({
          value: seconds,
          label: `${seconds} s`,
          offBecause: off(model !== undefined && framesFor(model, seconds) !== null),
        }))}
      />
      <FieldError id="duration-error" message={form.errors.duration} />
      <p className="min-h-4 pl-16 text-meta text-text-3">{form.plan === null ? null : framePlanLine(form.plan)}</p>
    </div>
  );
}

interface GenerateFormProps {
  readonly form: GenerateFormState;
  readonly promptRef: RefObject<HTMLTextAreaElement | null>;
  readonly isHiddenWhenNarrow: boolean;
}

/** Everything a clip is made from, and the button. It never waits for what runs. */
export function GenerateForm({ form, promptRef, isHiddenWhenNarrow }: GenerateFormProps) {
  const submit = () => {
    form.submit();
    if (form.isEmpty) promptRef.current?.focus();
  };
  useSubmitShortcut(submit);
  const isDragOver = usePictureDrop(form.chooseImage);
  const price = form.model === undefined ? '' : formatPrice(form.model.pricePerSecondUsd);
  return (
    <form
      aria-label="Generate"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        submit();
      }}
      className={`min-h-0 flex-col border-line md:flex md:border-r ${isHiddenWhenNarrow ? 'max-md:hidden' : 'flex'} ${isDragOver ? 'outline-2 -outline-offset-4 outline-accent outline-dashed' : ''}`}
    >
      <div className="flex h-(--head-height) shrink-0 items-center border-b border-line px-4">
        <h1 className="text-read font-semibold">Generate</h1>
        <span className="ml-auto text-meta text-text-3">
          {form.image.asset === null ? 'Text to video' : 'Image to video'}
        </span>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 p-4 md:overflow-y-auto">
        <PromptBox ref={promptRef} prompt={form.prompt} onChange={form.setPrompt} error={form.errors.prompt} />
        <StartImageSlot
          image={form.image}
          error={form.errors.image}
          onChoose={form.chooseImage}
          onRemove={form.removeImage}
        />
        <Choices form={form} />
        {form.engine === undefined || form.model === undefined ? null : (
          <EngineLine engine={form.engine} model={form.model} />
        )}
      </div>
      <div className="grid shrink-0 gap-2 border-line p-4 max-md:pt-0 md:border-t">
        <FieldError id="form-error" message={form.errors.form} />
        <Button submits size="large" tone={form.isEmpty ? 'neutral' : 'primary'} className="w-full justify-between">
          <span>Generate</span>
          <span className="font-medium">{price}</span>
        </Button>
        <p className="text-meta text-text-3 max-md:hidden">
          {form.isEmpty ? 'Write a prompt, or choose a start image.' : <ShortcutHint />}
        </p>
      </div>
    </form>
  );
}
