import type { EngineModel } from '@videoexpress/job-schema';
import type { Variation } from '../batch-plan.ts';
import { durationsSeconds, framesFor } from '../frame-plan.ts';
import { type FrameSize, qualities, ratios, sizeFor } from '../frame-size.ts';

/** A setting that a batch can vary: its name, and each value it can take as a variation of that value alone. */
export interface VariationField {
  /** Names the setting: `seconds`, `ratio`, `quality`, or `parameter:<name>`. */
  readonly id: string;
  readonly label: string;
  readonly values: readonly { readonly label: string; readonly variation: Variation }[];
}

/** The settings of a model that take one of a few values. */
export function variationFields(model: EngineModel, fps: number, picture: FrameSize | null): readonly VariationField[] {
  const shapes = [...ratios.map(({ id }) => id), ...(picture === null ? [] : ['image' as const])];
  const possible = (ratio: (typeof shapes)[number]) => sizeFor(model, { ratio, quality: 'standard', picture }) !== null;
  const own = model.parameters.flatMap((parameter): VariationField[] => {
    const { name, label } = parameter;
    const field = { id: `parameter:${name}`, label };
    const value = (of: string | boolean, words: string) => ({
      label: words,
      variation: { of: 'parameter' as const, name, values: [of] },
    });
    if (parameter.type === 'switch') return [{ ...field, values: [value(true, 'On'), value(false, 'Off')] }];
    if (parameter.type !== 'choice') return [];
    return [{ ...field, values: parameter.choices.map((choice) => value(choice.value, choice.label)) }];
  });
  return [
    {
      id: 'seconds',
      label: 'Length',
      values: durationsSeconds
        .filter((seconds) => framesFor(model, seconds, fps) !== null)
        .map((seconds) => ({ label: `${seconds} s`, variation: { of: 'seconds' as const, values: [seconds] } })),
    },
    {
      id: 'ratio',
      label: 'Ratio',
      values: shapes.filter(possible).map((ratio) => ({
        label: ratio === 'image' ? 'Image' : ratio,
        variation: { of: 'ratio' as const, values: [ratio] },
      })),
    },
    {
      id: 'quality',
      label: 'Quality',
      values: qualities
        .filter(({ id }) => sizeFor(model, { ratio: '16:9', quality: id, picture }) !== null)
        .map(({ id, label }) => ({ label, variation: { of: 'quality' as const, values: [id] } })),
    },
    ...own,
  ];
}

/** The id of the setting that a variation is of. */
export function variationId(variation: Variation): string {
  return variation.of === 'parameter' ? `parameter:${variation.name}` : variation.of;
}

function join(of: Variation, others: readonly Variation[]): Variation {
  const values = others.flatMap((other) => [...other.values]);
  switch (of.of) {
    case 'seconds':
      return { ...of, values: values.filter((value) => typeof value === 'number') };
    case 'parameter':
      return { ...of, values };
    case 'ratio':
      return { ...of, values: others.flatMap((other) => (other.of === 'ratio' ? [...other.values] : [])) };
    case 'quality':
      return { ...of, values: others.flatMap((other) => (other.of === 'quality' ? [...other.values] : [])) };
  }
}

/** The variation with one value more or less, in the order in which the field lists them. */
export function toggled(variation: Variation, field: VariationField, value: Variation): Variation {
  const has = (one: Variation) => variation.values.some((each) => each === one.values[0]);
  const wanted = field.values
    .map((each) => each.variation)
    .filter((each) => (each.values[0] === value.values[0] ? !has(each) : has(each)));
  return join(variation, wanted);
}

/** The variation of a field with all its values. */
export function allOf(field: VariationField): Variation | null {
  const all = field.values.map(({ variation }) => variation);
  const [first] = all;
  return first === undefined ? null : join(first, all);
}
