'use client';

import { maxSeed } from '@videoexpress/job-schema';
import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button, IconButton } from '../../../parts/button.tsx';
import { ChipGroup } from '../../../parts/chip-group.tsx';
import { NumberField } from '../../../parts/number-field.tsx';
import { Switch } from '../../../parts/switch.tsx';
import { type BatchChoice, mostInBatch, mostVaried, promptLines, seedsFrom } from '../batch-plan.ts';
import { changeBatch } from '../batch-store.ts';
import { fieldClasses } from '../more/parameter-field.tsx';
import type { GenerateFormState } from '../use-generate-form.ts';
import { allOf, toggled, type VariationField, variationFields, variationId } from './variation-fields.ts';

function Seeds({ choice }: { choice: BatchChoice }) {
  const [text, setText] = useState(choice.seeds.of === 'list' ? choice.seeds.seeds.join(' ') : '');
  const isList = choice.seeds.of === 'list';
  const read = seedsFrom(text, maxSeed);
  return (
    <div className="grid gap-2">
      <ChipGroup
        label="Seeds"
        chosen={choice.seeds.of}
        onChoose={(of) => changeBatch({ seeds: of === 'list' ? { of, seeds: read ?? [] } : { of, count: 4 } })}
        chips={[
          { value: 'random', label: 'Random' },
          { value: 'list', label: 'These' },
        ]}
      />
      <div className="pl-16">
        {choice.seeds.of === 'random' ? (
          <span className="flex items-center gap-2 text-meta text-text-2">
            <NumberField
              label="How many random seeds"
              value={choice.seeds.count}
              min={1}
              max={mostInBatch}
              onChange={(count) => changeBatch({ seeds: { of: 'random', count: Math.round(count) } })}
              className="w-20"
            />
            for each clip
          </span>
        ) : null}
        {isList ? (
          <input
            type="text"
            aria-label="Seeds, with spaces between them"
            aria-invalid={read === null}
            placeholder="7 21 418220917"
            value={text}
            onChange={(change) => {
              setText(change.target.value);
              changeBatch({ seeds: { of: 'list', seeds: seedsFrom(change.target.value, maxSeed) ?? [] } });
            }}
            className={`${fieldClasses} h-8 font-mono max-md:h-10`}
          />
        ) : null}
      </div>
    </div>
  );
}

function Varied({ field, choice, index }: { field: VariationField; choice: BatchChoice; index: number }) {
  const variation = choice.variations[index];
  if (variation === undefined) return null;
  const change = (next: typeof variation | null) =>
    changeBatch({ variations: choice.variations.flatMap((each, at) => (at === index ? (next ?? []) : each)) });
  return (
    <fieldset className="grid grid-cols-[64px_minmax(0,1fr)_auto] items-center">
      <legend className="sr-only">{field.label}</legend>
      <span aria-hidden="true" className="truncate text-meta text-text-2" title={field.label}>
        {field.label}
      </span>
      <span className="flex flex-wrap gap-0.5 rounded-2 bg-surface-2 p-0.5">
        {field.values.map(({ label, variation: one }) => {
          const isOn = variation.values.some((value) => value === one.values[0]);
          return (
            <button
              key={label}
              type="button"
              aria-pressed={isOn}
              onClick={() => change(toggled(variation, field, one))}
              className="flex h-7 flex-1 items-center justify-center rounded-inner border border-transparent px-2 text-meta font-medium whitespace-nowrap text-text-2 hover:text-text-1 aria-pressed:bg-surface-3 aria-pressed:text-text-1 max-md:h-9 light:aria-pressed:border-line light:aria-pressed:bg-surface-1"
            >
              {label}
            </button>
          );
        })}
      </span>
      <IconButton label={`Do not vary ${field.label}`} onClick={() => change(null)} className="-mr-2">
        <X aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
    </fieldset>
  );
}

/** Several clips from one press: a prompt a line, and a small table of seeds and settings. */
export function BatchPanel({ form }: { form: GenerateFormState }) {
  const { on, draft, settings, batch } = form;
  const lines = useId();
  if (on === undefined) return null;
  const { choice } = batch;
  const { width, height } = draft.image ?? {};
  const picture = width === undefined || height === undefined ? null : { width, height };
  const fields = variationFields(on.model, settings?.fps ?? on.model.defaults.fps, picture);
  const used = new Set(choice.variations.map(variationId));
  const free = fields.filter(({ id, values }) => !used.has(id) && values.length > 1);
  const lineCount = promptLines(draft.prompt).length;
  return (
    <div className="grid gap-3">
      <div className="flex items-center gap-3">
        <label htmlFor={lines} className="min-w-0 flex-1 text-meta text-text-2">
          One clip a line of the prompt
          <span className="text-text-3">{lineCount > 1 ? `, ${lineCount} lines` : ''}</span>
        </label>
        <Switch id={lines} isOn={choice.isLineByLine} onChange={(isLineByLine) => changeBatch({ isLineByLine })} />
      </div>
      <Seeds choice={choice} />
      {choice.variations.map((variation, index) => {
        const field = fields.find(({ id }) => id === variationId(variation));
        return field === undefined ? null : <Varied key={field.id} field={field} choice={choice} index={index} />;
      })}
      {choice.variations.length >= mostVaried || free.length === 0 ? null : (
        <div className="flex flex-wrap items-center gap-1 pl-16">
          {free.map((field) => (
            <Button
              key={field.id}
              size="small"
              tone="bare"
              onClick={() => {
                const variation = allOf(field);
                if (variation !== null) changeBatch({ variations: [...choice.variations, variation] });
              }}
            >
              <Plus aria-hidden="true" size={14} strokeWidth={1.75} />
              {field.label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
