import { bringPackage } from '../setup/bring-package.mjs';
import { asVitestFilters, longTests, longTestsWanted } from './long-tests.mjs';
import { notRun } from './outcome.mjs';
import { runVitest } from './vitest.mjs';

const version = '7.59.0';

/**
 * The client that OpenAI publishes against the stand-in for servers of its Videos API. It is brought into the cache and is no
 * dependency: it has 35 MB.
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runOpenAiClient(context) {
  const brought = await bringPackage({ name: 'openai', version, into: `openai-${version}` });
  if ('failure' in brought)
    return notRun(`OpenAI's client against the stand-in (openai@${version}: ${brought.failure})`);
  const more = { ...longTestsWanted, VIDEOEXPRESS_OPENAI_CLIENT: brought.folder };
  return runVitest(context, asVitestFilters(longTests.openAi), more);
}
