import { nativeCheckTaskName, serveChildTask } from '@videoexpress/host';
import { sketchTaskName } from '../sketch/sketch-task-name.ts';

/** A child on a system for which the native libraries were not installed. */
const fails = async () => {
  throw new Error("Cannot find package '@napi-rs/canvas' imported from /home/person/dist/chunk.js\nRequire stack");
};
serveChildTask({ [nativeCheckTaskName]: fails, [sketchTaskName]: fails }, process.argv[3] ?? '');
