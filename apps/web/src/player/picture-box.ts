import type { Job } from '@videoexpress/job-schema';
import type { CSSProperties } from 'react';
import { inputNumber } from '../words/job-words.ts';

/** The place of a job's picture: as wide as there is room, in its own ratio, never higher than the window leaves. */
export function pictureBox(job: Job): CSSProperties {
  const width = inputNumber(job, 'width') ?? 16;
  const height = inputNumber(job, 'height') ?? 9;
  return { aspectRatio: `${width} / ${height}`, maxHeight: 'calc(100dvh - 272px)', width: '100%' };
}
