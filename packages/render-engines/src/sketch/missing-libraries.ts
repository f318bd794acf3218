/** What to do where the drawing and video libraries cannot be loaded: they are optional packages, and may be left out. */
export const reinstall =
  'Run the same npx or npm command again without --omit=optional, which installs what is missing. In a clone: npm start.';

const loadingFailed = /^Cannot find (?:package|module|native binding)|^Failed to load native binding/;

/** Whether a child ended because a library is not there, or is built for another system. */
export function isMissingLibrary(message: string): boolean {
  return loadingFailed.test(message);
}

/** The first line of why a library could not be loaded, without the path of whoever asked for it. */
export function loadingProblem(message: string): string {
  const [reason = ''] = message.split('\n');
  return reason.replace(/ imported from .*$/, '');
}
