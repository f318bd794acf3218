import type { ChildTask } from '../children/serve-child-task.ts';
import { nativeCheckTask, nativeCheckTaskName } from './native-check.ts';

/** The media work of this program, for `serveChildTask`. Each task loads its codecs when it starts. */
export const mediaTasks: Readonly<Record<MediaTaskName, ChildTask>> = {
  'finish-video': async (input, context) => (await import('./video/finish-video.ts')).finishVideo(input, context),
  'read-settings': async (input) => (await import('./video/read-settings.ts')).readSettings(input),
  'inspect-video': async (input, context) => (await import('./video/inspect-video.ts')).inspectVideo(input, context),
  'inspect-image': async (input) => (await import('./image/inspect-image.ts')).inspectImage(input),
  'clip-makeup': async (input) => (await import('./fit/read-makeup.ts')).readMakeup(input),
  'fit-video': async (input, context) => (await import('./fit/fit-video.ts')).fitVideo(input, context),
  'fitted-frame': async (input) => (await import('./fit/fitted-frame.ts')).fittedFrame(input),
  'picture-as-jpeg': async (input) => (await import('./fit/picture-as-jpeg.ts')).pictureAsJpeg(input),
  [nativeCheckTaskName]: nativeCheckTask,
};

export type MediaTaskName =
  | 'finish-video'
  | 'read-settings'
  | 'inspect-video'
  | 'inspect-image'
  | 'clip-makeup'
  | 'fit-video'
  | 'fitted-frame'
  | 'picture-as-jpeg'
  | typeof nativeCheckTaskName;
