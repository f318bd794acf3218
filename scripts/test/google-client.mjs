import { join } from 'node:path';
import { repositoryRoot } from '../setup/folders.mjs';
import { asVitestFilters, longTests, longTestsWanted } from './long-tests.mjs';
import { notRun } from './outcome.mjs';
import { providePython } from './python/environment.mjs';
import { runVitest } from './vitest.mjs';

const strangers = 'packages/cloud-clients/src/testing/youtube-stand-in/strangers';

/**
 * The client that Google publishes for YouTube against the stand-in for it. It uploads in chunks, as the studio does, so both are
 * held to the same words.
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runGoogleClient(context) {
  const provided = await providePython(context.env, {
    name: 'google-client',
    requirements: join(repositoryRoot, strangers, 'requirements.txt'),
    python: [3, 11],
    installMs: 5 * 60_000,
    duration: 'some seconds',
  });
  if ('missing' in provided) return notRun(`Google's client against the stand-in (${provided.missing})`);
  const more = { ...longTestsWanted, VIDEOEXPRESS_GOOGLE_CLIENT_PYTHON: provided.program('python') };
  return runVitest(context, asVitestFilters(longTests.googleClient), more);
}
