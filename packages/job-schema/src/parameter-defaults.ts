import type { EngineModel } from './engine.ts';

export type ParameterValue = string | number | boolean;

/**
 * What each of a model's parameters is where it is left out: its own default, or what the preset sets it to that `given`
 * chooses, or that is the default.
 */
export function parameterDefaults(
  { parameters }: Pick<EngineModel, 'parameters'>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, ParameterValue>> {
  const defaults: Record<string, ParameterValue> = {};
  for (const { name, default: own } of parameters) defaults[name] = own;
  for (const parameter of parameters) {
    if (parameter.type !== 'choice') continue;
    const chosen = given[parameter.name] ?? parameter.default;
    Object.assign(defaults, parameter.choices.find(({ value }) => value === chosen)?.sets);
  }
  return defaults;
}
