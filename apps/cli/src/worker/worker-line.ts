import { z } from 'zod';

/** What one line of the worker's output says, as far as this program goes by it. */
export type WorkerLine =
  | { readonly kind: 'up' }
  | { readonly kind: 'job_begins'; readonly jobId: string; readonly model: string }
  | {
      readonly kind: 'job_ends';
      readonly jobId: string;
      readonly how: 'done' | 'cancelled' | 'failed';
      readonly why: string;
    }
  /** The card is in a state that only a new process gets over. */
  | { readonly kind: 'card_in_error' }
  /** The SDK has sent what came of a job, or given up on that. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'other' };

const eventSchema = z.object({
  event: z.string(),
  job_id: z.string().optional(),
  model: z.string().optional(),
  message: z.string().optional(),
});
const finished = /^INFO\s*\|.*\bFinished\.$/;

/** Reads the worker's own lines, which are JSON, and the one of the SDK that counts. */
export function readWorkerLine(line: string): WorkerLine {
  if (finished.test(line)) return { kind: 'sent' };
  const said = parse(line);
  if (said === null) return { kind: 'other' };
  const { event, job_id: jobId = '', model = '', message = '' } = said;
  switch (event) {
    case 'worker starts':
      return { kind: 'up' };
    case 'job begins':
      return { kind: 'job_begins', jobId, model };
    case 'job done':
      return { kind: 'job_ends', jobId, how: 'done', why: '' };
    case 'job cancelled':
      return { kind: 'job_ends', jobId, how: 'cancelled', why: '' };
    case 'job failed':
      return { kind: 'job_ends', jobId, how: 'failed', why: message };
    case 'bug':
      return { kind: 'job_ends', jobId, how: 'failed', why: 'The worker met an error that it did not expect.' };
    case 'card in error':
      return { kind: 'card_in_error' };
    default:
      return { kind: 'other' };
  }
}

function parse(line: string): z.infer<typeof eventSchema> | null {
  if (!line.startsWith('{')) return null;
  try {
    return eventSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
