'use client';

import { maxLoras } from '@videoexpress/job-schema';
import { Plus, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button, IconButton } from '../../../parts/button.tsx';
import { FieldError } from '../../../parts/field-error.tsx';
import { NumberField } from '../../../parts/number-field.tsx';
import type { PickedLora } from '../draft.ts';
import { replacePrompt } from '../draft-store.ts';
import type { RunsOn } from '../job-request.ts';
import type { GenerateFormState } from '../use-generate-form.ts';
import { whyNot, withTriggerWords } from './lora-fit.ts';

const LoraDialog = dynamic(() => import('./lora-dialog.tsx').then((module) => module.LoraDialog), { ssr: false });
const strongest = 4;

interface RowProps {
  readonly lora: PickedLora;
  /** Why it is not used; null where it is. */
  readonly off: string | null;
  readonly onScale: (scale: number) => void;
  readonly onRemove: () => void;
}

function Row({ lora: { asset, scale }, off, onScale, onRemove }: RowProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto_auto_auto] items-center gap-2">
      <span className={`grid min-w-0 ${off === null ? '' : 'text-text-3'}`}>
        <bdi className="truncate">{asset.name}</bdi>
        {off === null ? null : <span className="text-meta">{off}</span>}
      </span>
      <span aria-hidden="true" className="text-meta text-text-3">
        Strength
      </span>
      <NumberField
        label={`Strength of ${asset.name}`}
        value={scale}
        min={-strongest}
        max={strongest}
        step={0.05}
        onChange={onScale}
        className="w-16"
      />
      <IconButton label={`Remove ${asset.name}`} onClick={onRemove}>
        <X aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
    </li>
  );
}

/** LoRAs of the library that go onto the model for this clip, each with its strength. */
export function LoraSection({ form, on }: { form: GenerateFormState; on: RunsOn }) {
  const [isPicking, setIsPicking] = useState(false);
  const { loras } = form.draft;
  const change = (next: readonly PickedLora[]) => form.change({ loras: next });
  return (
    <section aria-label="LoRAs" className="grid gap-2">
      {loras.length === 0 ? null : (
        <ul className="grid gap-1">
          {loras.map((lora) => (
            <Row
              key={lora.asset.id}
              lora={lora}
              off={whyNot(lora.asset, on.model)}
              onScale={(scale) =>
                change(loras.map((each) => (each.asset.id === lora.asset.id ? { ...each, scale } : each)))
              }
              onRemove={() => change(loras.filter(({ asset }) => asset.id !== lora.asset.id))}
            />
          ))}
        </ul>
      )}
      {loras.length >= maxLoras || on.model.loraBase === undefined ? null : (
        <Button onClick={() => setIsPicking(true)} className="justify-self-start">
          <Plus aria-hidden="true" size={16} strokeWidth={1.75} />
          Add LoRA
        </Button>
      )}
      <FieldError id="loras-error" message={form.errors.loras} />
      {isPicking ? (
        <LoraDialog
          model={on.model}
          chosen={loras.map(({ asset }) => asset.id)}
          onPick={(asset) => {
            setIsPicking(false);
            const prompt = withTriggerWords(form.draft.prompt, asset);
            change([...loras, { asset, scale: 1 }]);
            if (prompt !== form.draft.prompt) replacePrompt(prompt);
          }}
          onClose={() => setIsPicking(false)}
        />
      ) : null}
    </section>
  );
}
