import type { ModelParameter } from '@videoexpress/job-schema';

/** Says in one sentence what is wrong with a value given for a model's parameter; null when it is right. */
export function parameterProblem(parameter: ModelParameter, value: unknown): string | null {
  switch (parameter.type) {
    case 'choice': {
      const known = parameter.choices.map((choice) => choice.value);
      return typeof value === 'string' && known.includes(value) ? null : `Must be one of: ${known.join(', ')}.`;
    }
    case 'number':
      return numberProblem(parameter, value);
    case 'switch':
      return typeof value === 'boolean' ? null : 'Must be true or false.';
    case 'text':
      return typeof value === 'string' && [...value].length <= parameter.maxCharacters
        ? null
        : `Must be text of at most ${parameter.maxCharacters} characters.`;
  }
}

function numberProblem({ min, max, step }: Extract<ModelParameter, { type: 'number' }>, value: unknown): string | null {
  const isWhole = Number.isInteger(step) && Number.isInteger(min);
  const range = `Must be a ${isWhole ? 'whole ' : ''}number from ${min} to ${max}`;
  if (typeof value !== 'number' || value < min || value > max) return `${range}.`;
  const steps = (value - min) / step;
  // Tenths and hundredths have no exact form, so a hair beside the step is the step.
  if (Math.abs(steps - Math.round(steps)) < 1e-6) return null;
  return step === 1 ? `${range}.` : `${range}, in steps of ${step}.`;
}
