import type { ModelParameter } from '@videoexpress/job-schema';

/** Says in one sentence what is wrong with a value given for a model's parameter; null when it is right. */
export function parameterProblem(parameter: ModelParameter, value: unknown): string | null {
  switch (parameter.type) {
    case 'choice': {
      const known = parameter.choices.map((choice) => choice.value);
      return typeof value === 'string' && known.includes(value) ? null : `Must be one of: ${known.join(', ')}.`;
    }
    case 'number':
      return typeof value === 'number' && value >= parameter.min && value <= parameter.max
        ? null
        : `Must be a number from ${parameter.min} to ${parameter.max}.`;
    case 'switch':
      return typeof value === 'boolean' ? null : 'Must be true or false.';
    case 'text':
      return typeof value === 'string' && [...value].length <= parameter.maxCharacters
        ? null
        : `Must be text of at most ${parameter.maxCharacters} characters.`;
  }
}
