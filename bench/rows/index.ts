import type { Row } from '../harness/figure.ts';
import { endToEnd } from './end-to-end.ts';
import { enqueue } from './enqueue.ts';

/** Every row, in the order of the table. */
export const rows: readonly Row[] = [enqueue, endToEnd];
