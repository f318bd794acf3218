import { type CaptionStandIn, startCaptionStandIn } from '@videoexpress/cloud-clients/testing';
import { startTestDaemon, type TestDaemon } from './daemon.ts';
import { test as base } from './studio-test.ts';

interface WorkerFixtures {
  readonly served: { readonly daemon: TestDaemon; readonly providers: CaptionStandIn };
  readonly daemon: TestDaemon;
  readonly providers: CaptionStandIn;
}

/** Tests of suggestions: on a daemon of their own, with OpenAI and Gemini on this machine. */
export const test = base.extend<object, WorkerFixtures>({
  served: [
    async ({ browserName: _ }, provide) => {
      const providers = await startCaptionStandIn();
      const daemon = await startTestDaemon({ OPENAI_BASE_URL: providers.openai, GEMINI_BASE_URL: providers.gemini });
      await provide({ daemon, providers });
      await daemon.remove();
      await providers.close();
    },
    { scope: 'worker' },
  ],
  daemon: [async ({ served }, provide) => provide(served.daemon), { scope: 'worker' }],
  providers: [async ({ served }, provide) => provide(served.providers), { scope: 'worker' }],
});
export { expect } from './studio-test.ts';
