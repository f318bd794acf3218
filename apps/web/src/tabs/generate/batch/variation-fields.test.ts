import { describe, expect, it } from 'vitest';
import { modelOf } from '../../../testing/model-of.ts';
import { allOf, toggled, variationFields, variationId } from './variation-fields.ts';

const parameters = [
  { type: 'switch' as const, name: 'words', label: 'Words', help: '', default: true },
  { type: 'text' as const, name: 'title', label: 'Title', help: '', maxCharacters: 9, default: '' },
];
const model = { ...modelOf({ durationSeconds: { min: 1, max: 6 } }), parameters };

describe('variationFields', () => {
  it('offers what takes one of a few values, and only those the model can do', () => {
    const fields = variationFields(model, 16, null);
    expect(fields.map(({ id }) => id)).toEqual(['seconds', 'ratio', 'quality', 'parameter:words']);
    expect(fields[0]?.values.map(({ label }) => label)).toEqual(['3 s', '5 s']);
    expect(variationFields(model, 16, { width: 3, height: 2 })[1]?.values).toHaveLength(4);
  });

  it('takes values in and out, in their own order', () => {
    const [, , quality, words] = variationFields(model, 16, null);
    const all = allOf(quality!)!;
    expect(all).toEqual({ of: 'quality', values: ['draft', 'standard', 'high'] });
    const [draft] = quality!.values;
    const without = toggled(all, quality!, draft!.variation);
    expect(without.values).toEqual(['standard', 'high']);
    expect(toggled(without, quality!, draft!.variation)).toEqual(all);
    expect(allOf(words!)).toEqual({ of: 'parameter', name: 'words', values: [true, false] });
    expect(variationId(allOf(words!)!)).toBe('parameter:words');
  });
});
