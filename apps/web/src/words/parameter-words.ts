import type { Engine, EngineModel, ModelParameter } from '@videoexpress/job-schema';

/** The model that settings name; undefined where its engine is not here, or no longer has it. */
export function modelNamed(
  engines: readonly Engine[] | undefined,
  engine: string,
  model: unknown,
): EngineModel | undefined {
  return engines?.find(({ id }) => id === engine)?.models.find(({ id }) => id === model);
}

/** The value of one of a model's own controls as the form names it: `on`, `Dissolve`, `30`. */
export function parameterValueWords(parameter: ModelParameter, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const choice = parameter.type === 'choice' ? parameter.choices.find((each) => each.value === value) : undefined;
  return choice?.label ?? (typeof value === 'string' ? value : JSON.stringify(value));
}

/** One of a model's own controls, as it stood for a clip. */
export interface ParameterFact {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** A person set it otherwise than the model has it. */
  readonly isSet: boolean;
}

/** The model's own controls in an input, in the model's order and by the model's labels; empty texts say nothing. */
export function parameterFacts(
  model: EngineModel | undefined,
  input: Readonly<Record<string, unknown>>,
): readonly ParameterFact[] {
  return (model?.parameters ?? []).flatMap((parameter) => {
    const value = input[parameter.name];
    if (value === undefined || value === null || value === '') return [];
    const { name, label } = parameter;
    return [{ name, label, value: parameterValueWords(parameter, value), isSet: value !== parameter.default }];
  });
}
