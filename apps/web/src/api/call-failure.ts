import type { CallError, FieldProblem } from '@videoexpress/job-schema';

/** A call that failed in an expected way, in the form TanStack Query wants: thrown. */
export class CallFailure extends Error {
  readonly reason: CallError;

  constructor(reason: CallError) {
    super(sentenceOf(reason));
    this.name = 'CallFailure';
    this.reason = reason;
  }
}

/** What happened, in a sentence for a person. */
export function sentenceOf(reason: CallError): string {
  switch (reason.code) {
    case 'problem':
      return reason.problem.detail === '' ? reason.problem.title : reason.problem.detail;
    case 'unreachable':
      return 'The studio does not answer. Nothing was lost; it is tried again.';
    case 'unexpected_answer':
      return `The studio gave an answer that this page does not understand (${reason.status}). Reload the page.`;
  }
}

/** Whether the daemon refuses because there is no session, or no longer. */
export function isSignedOut(reason: CallError): boolean {
  return reason.code === 'problem' && reason.problem.status === 401;
}

/** The fields that the daemon found wrong; none for any other failure. */
export function fieldProblems(error: unknown): readonly FieldProblem[] {
  if (!(error instanceof CallFailure) || error.reason.code !== 'problem') return [];
  return error.reason.problem.errors ?? [];
}
