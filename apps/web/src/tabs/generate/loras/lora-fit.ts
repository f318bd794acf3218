import { type Asset, type EngineModel, loraBases } from '@videoexpress/job-schema';
import type { GenerateDraft, PickedLora } from '../draft.ts';

/** Why a LoRA does not go onto a model; null where it does, or nobody knows better. */
export function whyNot({ lora }: Pick<Asset, 'lora'>, model: EngineModel): string | null {
  if (model.loraBase === undefined) return `${model.label} takes no LoRAs`;
  if (lora === undefined || lora.base === null || lora.base === model.loraBase) return null;
  return `For ${loraBases[lora.base]}, not for ${model.label}`;
}

/** The LoRAs of the form that go onto a model. The others stay on the form, greyed, for when the model changes back. */
export function lorasInUse({ loras }: Pick<GenerateDraft, 'loras'>, model: EngineModel): readonly PickedLora[] {
  return loras.filter(({ asset }) => whyNot(asset, model) === null);
}

/** The prompt with the words in it that call a LoRA up; those that stand there already are not said twice. */
export function withTriggerWords(prompt: string, { lora }: Pick<Asset, 'lora'>): string {
  const missing = (lora?.triggerWords ?? []).filter((word) => !prompt.toLowerCase().includes(word.toLowerCase()));
  if (missing.length === 0) return prompt;
  return [missing.join(', '), prompt.trim()].filter((part) => part !== '').join(', ');
}
