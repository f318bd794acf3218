import type { HttpProblem } from '../problems.ts';

function fieldProblem(path: string, message: string): HttpProblem {
  return { code: 'invalid_input', detail: `${path}: ${message}`, errors: [{ path, message }] };
}

const knownFields = 'name, projectId, sourceAssetId, file';

export const noFile = fieldProblem('file', 'Is missing. Send one file in the field `file`.');
export const notAFile = fieldProblem('file', 'Must be sent as a file, with a file name.');
export const oneFile = fieldProblem('file', 'Send exactly one file.');
export const brokenForm: HttpProblem = {
  code: 'invalid_request',
  detail: 'The multipart form is broken or ends early.',
};

/** A field that the form does not have. */
export function unknownField(given: string | undefined): HttpProblem {
  return fieldProblem((given ?? '').slice(0, 100), `Unknown field. Known fields: ${knownFields}.`);
}

/** A field that came when the file was already on its way. */
export function behindFile(given: string | undefined): HttpProblem {
  return fieldProblem((given ?? '').slice(0, 100), 'Must stand before the file.');
}

/** @param maxBytes the most that would have been taken */
export function tooLarge(maxBytes: number): HttpProblem {
  const most = maxBytes >= 1024 ** 3 ? `${maxBytes / 1024 ** 3} GB` : `${maxBytes / 1024 ** 2} MB`;
  return {
    code: 'body_too_large',
    detail: `file: Is larger than ${most}, the most that is taken. Make it smaller and send it again.`,
    errors: [{ path: 'file', message: `Must be at most ${most}.` }],
  };
}
