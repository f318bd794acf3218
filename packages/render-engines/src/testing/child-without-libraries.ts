import { nativeCheckTaskName, serveChildTask } from '@videoexpress/host';

/** A child on a system for which the native libraries were not installed. */
const fails = async () => {
  throw new Error('Cannot find native binding');
};
serveChildTask({ [nativeCheckTaskName]: fails }, process.argv[3] ?? '');
