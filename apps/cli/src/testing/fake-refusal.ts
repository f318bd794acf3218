import type { ProblemCode } from '@videoexpress/job-schema';

/** What a daemon answers that does not do as it was asked. */
export interface FakeRefusal {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}
