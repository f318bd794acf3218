import type { FieldProblem } from '@videoexpress/job-schema';

/** The places of the form at which something can be wrong; `form` is for what has no place of its own. */
export type FormField = 'prompt' | 'image' | 'lastImage' | 'loras' | 'ratio' | 'duration' | 'form' | `more.${string}`;
export type FormErrors = Partial<Record<FormField, string>>;

const fieldOfPath: Readonly<Record<string, FormField>> = {
  'input.prompt': 'prompt',
  'input.image': 'image',
  'input.last_image': 'lastImage',
  'input.loras': 'loras',
  file: 'image',
  'input.width': 'ratio',
  'input.height': 'ratio',
  'input.num_frames': 'duration',
  'input.fps': 'duration',
};

/**
 * The daemon's field problems by the place where a person can mend them; several at one place are one text. `moreFields`
 * are the input fields that stand under More.
 */
export function byFormField(problems: readonly FieldProblem[], moreFields: readonly string[] = []): FormErrors {
  const messages: FormErrors = {};
  for (const { path, message } of problems) {
    const inMore = moreFields.find((name) => path === `input.${name}`);
    const ofLoras = path.startsWith('input.loras.') ? 'loras' : undefined;
    const field = inMore === undefined ? (fieldOfPath[path] ?? ofLoras ?? 'form') : (`more.${inMore}` as const);
    const text = field === 'form' ? `${path}: ${message}` : message;
    messages[field] = messages[field] === undefined ? text : `${messages[field]} ${text}`;
  }
  return messages;
}
