import { type Asset, type EngineModel, type FieldProblem, loraBases } from '@videoexpress/job-schema';

/**
 * What stands against a LoRA on a model. One whose base is not known is let through: the worker knows when it loads it. A
 * model that takes none at all says so for itself.
 */
export function loraProblems(field: string, { name, lora }: Asset, model: EngineModel): readonly FieldProblem[] {
  const { loraBase } = model;
  if (loraBase === undefined || lora === undefined || lora.base === null || lora.base === loraBase) return [];
  const message = `“${name}” was trained for ${loraBases[lora.base]}; ${model.label} takes LoRAs of ${loraBases[loraBase]}.`;
  return [{ path: `input.${field}`, message }];
}
