import type { AssetType } from '../asset-type.ts';
import { type AssetId, assetIdSchema } from '../ids.ts';
import type { JobKindDefinition } from './job-kind.ts';

/** A file that a job's input names. */
export interface InputAsset {
  /** Where the input names it, with dots: `image`, `loras.0.lora`. */
  readonly field: string;
  readonly id: AssetId;
  readonly type: AssetType;
}

/** Every file that an input names, in the order of its kind's fields. What is no asset id is left out. */
export function inputAssets(
  kind: Pick<JobKindDefinition, 'assetFields'>,
  input: Readonly<Record<string, unknown>>,
): readonly InputAsset[] {
  return Object.entries(kind.assetFields).flatMap(([field, type]) => {
    const id = assetIdSchema.safeParse(valueAt(input, field));
    return id.success ? [{ field, id: id.data, type }] : [];
  });
}

function valueAt(input: unknown, field: string): unknown {
  let value = input;
  for (const step of field.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === step)?.[1];
  }
  return value;
}
