import { runAudit } from '../audit/run-audit.mjs';
import { startOnEmptyMachine } from './empty-machine/empty-machine.mjs';
import { runFaultRounds, runFaults, runShortSoak } from './faults.mjs';
import { runImage } from './image/image.mjs';
import { tryKeychain } from './keychain.mjs';
import { runObjectStorage } from './object-storage/object-storage.mjs';
import { asVitestFilters, longTests, longTestsWanted } from './long-tests.mjs';
import { runGpuBrowser } from './gpu-browser.mjs';
import { lintDockerfiles } from './lint-dockerfiles.mjs';
import { runGoogleClient } from './google-client.mjs';
import { runOpenAiClient } from './openai-client.mjs';
import { runPackaged } from './packaged/packaged.mjs';
import { runBrowserTests, runLongBrowserTests, runOtherBrowserTests } from './playwright.mjs';
import { runSchemathesis } from './schemathesis/schemathesis.mjs';
import { checkBuild, checkFormat, checkGenerated, checkLint, checkTypes } from './static-checks.mjs';
import { runSupabase } from './supabase/supabase.mjs';
import { runVitest } from './vitest.mjs';
import { runRunPodSdk } from './runpod-sdk.mjs';
import { runSdkWorker } from './sdk-worker.mjs';
import { runWorker, runWorkerModels } from './worker.mjs';

/**
 * One part of `npm test`.
 * @typedef {object} Step
 * @property {string} name
 * @property {'always' | 'all'} when `all`: only under `npm run test:all`
 * @property {(context: import('./outcome.mjs').StepContext) => Promise<import('./outcome.mjs').Outcome>} run
 */

const killTest = 'apps/daemon/src/whole/kills.test.ts';

/** @param {import('./outcome.mjs').StepContext} context */
const runLongAbuse = (context) => runVitest(context, asVitestFilters(longTests.abuse), longTestsWanted);

/** @param {import('./outcome.mjs').StepContext} context */
const runProcesses = (context) => runVitest(context, asVitestFilters(longTests.processes), longTestsWanted);

/** @param {import('./outcome.mjs').StepContext} context */
const runManyRenders = (context) => runVitest(context, asVitestFilters(longTests.renders), longTestsWanted);

/** @param {import('./outcome.mjs').StepContext} context */
const runPublishing = (context) => runVitest(context, asVitestFilters(longTests.publishing), longTestsWanted);

/** @param {import('./outcome.mjs').StepContext} context */
const searchForSecrets = (context) => runVitest(context, asVitestFilters(longTests.canaries), longTestsWanted);

/** @param {import('./outcome.mjs').StepContext} context */
const runManyKills = (context) => runVitest(context, [killTest], { VIDEOEXPRESS_KILLS: '100' });

/**
 * In this order: the build writes type declarations that lint and types read, and the browser tests run what it built.
 * @type {Step[]}
 */
export const steps = [
  { name: 'build', when: 'always', run: checkBuild },
  { name: 'format', when: 'always', run: checkFormat },
  { name: 'lint', when: 'always', run: checkLint },
  { name: 'types', when: 'always', run: checkTypes },
  { name: 'generated files', when: 'always', run: checkGenerated },
  { name: 'unit and integration', when: 'always', run: (context) => runVitest(context, []) },
  { name: 'browser', when: 'always', run: runBrowserTests },
  { name: 'browser, more flows', when: 'all', run: runOtherBrowserTests },
  { name: 'browser, long forms', when: 'all', run: runLongBrowserTests },
  { name: 'secrets, canaries', when: 'all', run: searchForSecrets },
  { name: 'keychain', when: 'all', run: tryKeychain },
  { name: 'starts and backups', when: 'all', run: runProcesses },
  { name: '100 kills', when: 'all', run: runManyKills },
  { name: '200 renders at once', when: 'all', run: runManyRenders },
  { name: 'publishing', when: 'all', run: runPublishing },
  { name: 'faults', when: 'all', run: runFaults },
  { name: 'fault rounds', when: 'all', run: runFaultRounds },
  { name: 'soak, short form', when: 'all', run: runShortSoak },
  { name: 'hostile files, slow clients', when: 'all', run: runLongAbuse },
  { name: 'object storage', when: 'all', run: runObjectStorage },
  { name: 'Supabase SQL and RLS', when: 'all', run: runSupabase },
  { name: 'GPU worker', when: 'all', run: runWorker },
  { name: 'own GPU, the SDK worker', when: 'all', run: runSdkWorker },
  { name: 'RunPod SDK', when: 'all', run: runRunPodSdk },
  { name: 'Videos API, the OpenAI client', when: 'all', run: runOpenAiClient },
  { name: "YouTube, Google's client", when: 'all', run: runGoogleClient },
  { name: 'GPU worker, models', when: 'all', run: runWorkerModels },
  { name: 'browser with a GPU worker', when: 'all', run: runGpuBrowser },
  { name: 'schemathesis', when: 'all', run: runSchemathesis },
  { name: 'empty machine', when: 'all', run: startOnEmptyMachine },
  { name: 'package', when: 'all', run: runPackaged },
  { name: 'Dockerfiles', when: 'all', run: lintDockerfiles },
  { name: 'image', when: 'all', run: runImage },
  { name: 'audit', when: 'all', run: runAudit },
];
