import { err, ok, type Result, type UploadFields, uploadFieldsSchema, wordIssues } from '@videoexpress/job-schema';
import type { HttpProblem } from '../problems.ts';
import { notAFile, unknownField } from './form-problems.ts';

export const mostFields = Object.keys(uploadFieldsSchema.shape).length;

/** The fields of one form, as they come in. */
export interface FormFields {
  /** Gives back what speaks against the field, or null. */
  add(field: string | undefined, value: string): HttpProblem | null;
  /** All of them, once the file begins. */
  read(): Result<UploadFields, HttpProblem>;
}

export function createFormFields(): FormFields {
  const given = new Map<string, string>();
  return {
    add(field = '', value) {
      if (field === 'file') return notAFile;
      if (!Object.hasOwn(uploadFieldsSchema.shape, field)) return unknownField(field);
      given.set(field, value);
      return null;
    },
    read() {
      const parsed = uploadFieldsSchema.safeParse(Object.fromEntries(given), { reportInput: true });
      if (parsed.success) return ok(parsed.data);
      const errors = wordIssues(parsed.error.issues, uploadFieldsSchema);
      const detail = errors.map(({ path, message }) => `${path}: ${message}`).join(' ');
      return err({ code: 'invalid_input', detail, errors });
    },
  };
}
