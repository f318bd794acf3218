import type { ChildTask } from '../children/serve-child-task.ts';

/** The child task that loads what drawing, decoding and encoding need, and does nothing with it. */
export const nativeCheckTaskName = 'native-check' as const;

/** Native code is loaded in a child: where it is missing, or built for another system, only the child is lost. */
export const nativeCheckTask: ChildTask = async () => {
  const [canvas, codecs] = await Promise.all([import('@napi-rs/canvas'), import('@napi-rs/webcodecs')]);
  return { canvas: typeof canvas.createCanvas, encoder: typeof codecs.VideoEncoder };
};
