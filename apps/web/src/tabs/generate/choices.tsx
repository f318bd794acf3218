'use client';

import type { EngineModel } from '@videoexpress/job-schema';
import { type Chip, ChipGroup } from '../../parts/chip-group.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { durationsSeconds, framePlanLine, framesFor, secondsRange } from './frame-plan.ts';
import dynamic from 'next/dynamic';
import { isPresets } from './is-presets.ts';
import { qualities, type QualityId, ratios, type RatioId, sizeFor } from './frame-size.ts';
import type { GenerateFormState } from './use-generate-form.ts';

const Presets = dynamic(() => import('./presets.tsx').then((module) => module.Presets), { ssr: false });
const glyphs = { '16:9': 'h-2 w-3.5', '9:16': 'h-3.5 w-2', '1:1': 'size-[11px]' } as const;
const isPreset = (seconds: number) => durationsSeconds.some((preset) => preset === seconds);

/** Every size that is offered, and why not where it is not. */
function sizeChips(form: GenerateFormState) {
  const { draft, on, settings } = form;
  const { width, height } = draft.image ?? {};
  const picture = width === undefined || height === undefined ? null : { width, height };
  const off = (model: EngineModel | undefined, ratio: RatioId, quality: QualityId) => {
    if (settings?.size) return undefined;
    if (model === undefined || sizeFor(model, { ratio, quality, picture }) !== null) return undefined;
    return `Not with ${model.label}`;
  };
  const title = (quality: QualityId) => {
    const size = on === undefined ? null : sizeFor(on.model, { ratio: draft.ratio, quality, picture });
    return size === null ? undefined : `${size.width} × ${size.height}`;
  };
  const ratioChips: Chip<RatioId>[] = ratios.map(({ id }) => ({
    value: id,
    offBecause: off(on?.model, id, 'standard'),
    label: (
      <>
        <span aria-hidden="true" className={`rounded-[2px] border-[1.5px] border-current ${glyphs[id]}`} />
        {id}
      </>
    ),
  }));
  const imageChip: Chip<RatioId> = {
    value: 'image',
    offBecause: off(on?.model, 'image', 'standard'),
    label: 'Image',
    title: 'As the start image is',
  };
  const qualityChips: Chip<QualityId>[] = qualities.map(({ id, label }) => ({
    value: id,
    label,
    title: title(id),
    offBecause: off(on?.model, draft.ratio, id),
  }));
  return { ratioChips: picture === null ? ratioChips : [...ratioChips, imageChip], qualityChips };
}

function Duration({ form }: { form: GenerateFormState }) {
  const { draft, on, settings } = form;
  const fps = settings?.fps ?? on?.model.defaults.fps ?? 24;
  const range = on === undefined ? { min: 1, max: 60 } : secondsRange(on.model, fps);
  const offBecause = (seconds: number) =>
    on === undefined || framesFor(on.model, seconds, fps) !== null
      ? undefined
      : `${on.model.label} makes ${range.min} to ${range.max} s`;
  const isOther = draft.frames !== null || !isPreset(draft.seconds);
  const set = (seconds: number) => form.change({ seconds, frames: null });
  return (
    <ChipGroup
      label="Length"
      chosen={isOther ? 0 : draft.seconds}
      onChoose={set}
      errorId="duration-error"
      chips={durationsSeconds.map((seconds) => ({
        value: seconds,
        label: `${seconds} s`,
        offBecause: offBecause(seconds),
      }))}
    >
      <span
        className={`flex h-7 flex-auto basis-14 items-center justify-center rounded-inner max-md:h-9 ${isOther ? 'bg-surface-3 light:border light:border-line light:bg-surface-1' : ''}`}
      >
        <NumberField
          label="Length in seconds"
          value={isOther ? draft.seconds : null}
          min={range.min}
          max={range.max}
          step={0.1}
          placeholder="other"
          describedBy="duration-error"
          onChange={set}
          className="h-6! w-full min-w-0 border-transparent bg-transparent! px-0! text-center text-meta! font-medium placeholder:text-text-2"
        />
        {isOther ? <span className="pr-2 text-meta font-medium">s</span> : null}
      </span>
    </ChipGroup>
  );
}

/** Ratio, length and quality, and what they come to. */
export function Choices({ form }: { form: GenerateFormState }) {
  const { draft, on, settings } = form;
  const { ratioChips, qualityChips } = sizeChips(form);
  const isExact = settings?.size !== null && settings?.size !== undefined;
  const byChip = (change: Parameters<typeof form.change>[0]) => {
    // A size set by hand ends with the choice of another one.
    if (isExact) form.changeSettings({ size: null });
    form.change(change);
  };
  return (
    <div className="grid gap-2">
      <ChipGroup
        label="Ratio"
        chosen={isExact ? null : draft.ratio}
        onChoose={(ratio) => byChip({ ratio })}
        errorId="ratio-error"
        chips={ratioChips}
      />
      <Duration form={form} />
      <FieldError id="duration-error" message={form.errors.duration} />
      <ChipGroup
        label="Quality"
        chosen={isExact ? null : draft.quality}
        onChoose={(quality) => byChip({ quality })}
        errorId="ratio-error"
        chips={qualityChips}
      />
      <FieldError id="ratio-error" message={form.errors.ratio} />
      {on?.model.parameters.some(isPresets) ? <Presets form={form} on={on} /> : null}
      <p className="min-h-4 pl-16 text-meta text-text-3">{form.plan === null ? null : framePlanLine(form.plan)}</p>
    </div>
  );
}
