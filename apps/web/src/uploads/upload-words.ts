import { type CallError, maxUploadBytes } from '@videoexpress/job-schema';
import { sentenceOf } from '../api/call-failure.ts';
import { formatBytes } from '../words/file-size.ts';
import type { Upload, UploadCounts, UploadState } from './upload.ts';

type Failure = Extract<UploadState, { kind: 'failed' }>;

/** What speaks against sending a file at all; null where nothing does. */
export function faultOfFile({ size }: { readonly size: number }): Failure | null {
  if (size === 0) return { kind: 'failed', reason: 'The file is empty.', canRetry: false };
  if (size <= maxUploadBytes) return null;
  const most = `${maxUploadBytes / 1024 ** 3} GB`;
  return { kind: 'failed', reason: `It has ${formatBytes(size)}, at most ${most} are taken.`, canRetry: false };
}

/** A file that went away, or a folder that was taken for one. */
export const unreadable: Failure = {
  kind: 'failed',
  reason: 'The file cannot be read. It may have been moved or deleted.',
  canRetry: true,
};

/** Why an upload came to nothing. @param fraction how much of it was sent */
export function failureOf(error: CallError, fraction: number): Failure {
  if (error.code === 'unreachable') {
    const percent = Math.floor(fraction * 100);
    const cut = percent === 0 ? 'The studio does not answer.' : `Cut off at ${percent} %.`;
    return { kind: 'failed', reason: `${cut} Nothing was kept.`, canRetry: true };
  }
  const isFileAtFault =
    error.code === 'problem' && (error.problem.code === 'invalid_input' || error.problem.code === 'body_too_large');
  const said = error.code === 'problem' ? error.problem.errors?.[0]?.message : undefined;
  return { kind: 'failed', reason: said ?? sentenceOf(error), canRetry: !isFileAtFault };
}

/** One upload's state in words. */
export function stateWords({ state }: Upload): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting';
    case 'sending':
      return state.fraction < 1 ? `Sending · ${Math.floor(state.fraction * 100)} %` : 'Checking';
    case 'added':
      return state.isNew ? 'Added' : 'Was there already';
    case 'failed':
      return state.reason;
  }
}

/** How all uploads stand together: `12 of 50 added, 1 not`. */
export function countWords({ all, added, failed, unended }: UploadCounts): string {
  const not = failed === 0 ? '' : `, ${failed} not`;
  return unended === 0 && failed === 0 ? `${all} added` : `${added} of ${all} added${not}`;
}
