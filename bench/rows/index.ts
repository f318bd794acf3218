import type { Row } from '../harness/figure.ts';
import { coldNpx } from './cold-npx.ts';
import { endToEnd } from './end-to-end.ts';
import { enqueueHttp } from './enqueue-http.ts';
import { enqueue } from './enqueue.ts';
import { firstCall } from './first-call.ts';
import { idle } from './idle.ts';
import { longHistory } from './long-history.ts';
import { r2Upload } from './r2-upload.ts';
import { ranges } from './ranges.ts';
import { rescue } from './rescue.ts';
import { runPodClick } from './runpod-click.ts';
import { runPodDone } from './runpod-done.ts';
import { stall } from './stall.ts';
import { start } from './start.ts';
import { youtubeUpload } from './youtube-upload.ts';

/** Every row, in the order of the table. */
export const rows: readonly Row[] = [
  firstCall,
  enqueue,
  enqueueHttp,
  endToEnd,
  runPodClick,
  runPodDone,
  stall,
  longHistory,
  rescue,
  start,
  idle,
  ranges,
  r2Upload,
  youtubeUpload,
  coldNpx,
];
