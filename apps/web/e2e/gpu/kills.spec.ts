import type { JobId } from '@videoexpress/job-schema';
import type { Page } from '@playwright/test';
import type { TestDaemon } from '../support/daemon.ts';
import { jobRow } from '../support/studio-test.ts';
import {
  expectDone,
  expectNothingOrphaned,
  expectPlaying,
  jobOf,
  queueRender,
  renderTime,
} from './support/expect-clip.ts';
import { expect, test as base } from './support/gpu-test.ts';

interface KillFixtures {
  /** Ends the daemon as a power cut would, and starts the next one. The page stays, and finds it by itself. */
  readonly killAndStart: (meanwhile?: () => Promise<unknown>) => Promise<void>;
  /** The clip arrives on that page, having been sent so often and rendered once, and nothing else of it is left. */
  readonly expectOneRender: (job: JobId, sent: number, how?: { readonly unsure: boolean }) => Promise<void>;
}

const test = base.extend<KillFixtures>({
  killAndStart: async ({ studio, daemon }, provide) => {
    await provide((meanwhile = async () => {}) => killed(studio, daemon, meanwhile));
  },
  expectOneRender: async ({ studio, api, room }, provide) => {
    const sentBefore = await room.submissions();
    const rendersBefore = (await room.renders()).length;
    await provide(async (id, sent, how) => {
      const done = await expectDone(studio, api, id);
      expect(done).toMatchObject({ attempt: 1, submissions: sent });
      expect(done.cost?.actualUsd).toBeGreaterThan(0);
      expect(await room.submissions()).toBe(sentBefore + sent);
      expect((await room.renders()).length).toBe(rendersBefore + 1);
      await expectPlaying(studio);
      expect(await studio.evaluate(() => Reflect.get(window, 'sameDocument')), 'no reload').toBe(true);
      await expectNothingOrphaned(api, room, [done], how);
    });
  },
});

async function killed(page: Page, daemon: TestDaemon, meanwhile: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => Reflect.set(window, 'sameDocument', true));
  await daemon.kill();
  await expect(page.getByText('Reconnecting…', { exact: true })).toBeVisible();
  await meanwhile();
  await daemon.start();
  await expect(page.getByText('Reconnecting…', { exact: true })).toBeHidden();
}

// While the daemon is away, its page asks in vain.
test.use({ meantFaults: /net::ERR|Failed to fetch/ });

test.describe('a daemon that is killed', () => {
  test('while a submission hangs that RunPod took adopts it', async ({
    studio: page,
    api,
    room,
    killAndStart,
    expectOneRender,
  }) => {
    await room.hold('denoise');
    const fault = { kind: 'hang', accepted: true } as const;
    await room.runpod.control({ command: 'add_fault', rule: { route: 'run', fault } });
    const renders = (await room.renders()).length;
    const id = await queueRender(api, 'Taken and not heard of');
    const row = jobRow(page, 'Taken and not heard of');
    await expect.poll(async () => (await room.renders()).length, renderTime).toBe(renders + 1);
    await expect(row).toHaveAttribute('data-state', 'dispatching');
    await killAndStart();
    await expect(row).toContainText('Step 1 of 4', renderTime);
    await room.hold(null);
    await expectOneRender(id, 1, { unsure: true });
  });

  test('while a submission hangs that never came through sends it once more, and says so', async ({
    studio: page,
    api,
    room,
    killAndStart,
    expectOneRender,
  }) => {
    await room.runpod.control({ command: 'add_fault', rule: { route: 'run', fault: { kind: 'hang' } } });
    const before = await room.submissions();
    const id = await queueRender(api, 'Never came through');
    await expect.poll(() => room.submissions()).toBe(before + 1);
    await expect(jobRow(page, 'Never came through')).toHaveAttribute('data-state', 'dispatching');
    await killAndStart();
    await expectOneRender(id, 2, { unsure: true });
    await expect(jobRow(page, 'Never came through')).toContainText('Possibly charged twice');
  });

  test('while a submission hangs that waits at RunPod unseen sends it once more: one of the two renders, once', async ({
    studio: page,
    api,
    room,
    killAndStart,
    expectOneRender,
  }) => {
    await room.runpod.control({ command: 'set_capacity', capacity: { mode: 'throttled' } });
    const fault = { kind: 'hang', accepted: true } as const;
    await room.runpod.control({ command: 'add_fault', rule: { route: 'run', fault } });
    const before = await room.submissions();
    const id = await queueRender(api, 'Waits there unseen');
    await expect.poll(() => room.submissions()).toBe(before + 1);
    await killAndStart();
    await expect.poll(() => room.submissions()).toBe(before + 2);
    const { jobs } = await room.runpod.control({ command: 'state' });
    const [first, second] = jobs.slice(-2);
    expect(first).toMatchObject({ attemptId: second?.attemptId, state: 'IN_QUEUE' });
    await room.runpod.control({ command: 'set_capacity', capacity: { mode: 'open' } });
    await expectOneRender(id, 2, { unsure: true });
    await expect(jobRow(page, 'Waits there unseen')).toContainText('Possibly charged twice');
  });

  test('while the job waits at RunPod follows it on', async ({
    studio: page,
    api,
    room,
    killAndStart,
    expectOneRender,
  }) => {
    await room.runpod.control({ command: 'set_capacity', capacity: { mode: 'throttled' } });
    const id = await queueRender(api, 'Waits for a GPU');
    await expect(jobRow(page, 'Waits for a GPU')).toHaveAttribute('data-state', 'submitted');
    await killAndStart();
    await room.runpod.control({ command: 'set_capacity', capacity: { mode: 'open' } });
    await expectOneRender(id, 1);
  });

  test('while the worker renders follows it on', async ({ studio: page, api, room, killAndStart, expectOneRender }) => {
    await room.hold('denoise');
    const id = await queueRender(api, 'Killed in mid-render');
    const row = jobRow(page, 'Killed in mid-render');
    await expect(row).toContainText('Step 1 of 4', renderTime);
    await expect(row).toHaveAttribute('data-state', 'running');
    await killAndStart();
    await expect(row).toContainText('Step 1 of 4');
    await room.hold(null);
    await expectOneRender(id, 1);
  });

  test('while the render ends without it takes the clip from the bucket', async ({
    studio: page,
    api,
    room,
    killAndStart,
    expectOneRender,
  }) => {
    await room.hold('upload');
    const id = await queueRender(api, 'Ends while nobody looks');
    await expect(jobRow(page, 'Ends while nobody looks')).toContainText('Uploading', renderTime);
    await killAndStart(async () => {
      await room.hold(null);
      await expect.poll(() => room.newestJob()).toMatchObject({ state: 'COMPLETED' });
      const { id: remoteId } = (await room.newestJob()) ?? {};
      await room.runpod.control({ command: 'forget_job', job: remoteId ?? '' });
    });
    await expectOneRender(id, 1);
  });

  test('while it collects the clip collects it again', async ({
    studio: page,
    api,
    room,
    killAndStart,
    expectOneRender,
  }) => {
    const { runpod, storage } = room;
    await room.hold('upload');
    const id = await queueRender(api, 'Killed at the last step');
    const row = jobRow(page, 'Killed at the last step');
    await expect(row).toContainText('Uploading', renderTime);
    // What is asked for is refused until the worker is done; then the clip lies where it cannot be had.
    await runpod.control({ command: 'set_network', state: 'refused' });
    await room.hold(null);
    await expect.poll(() => room.newestJob(), renderTime).toMatchObject({ state: 'COMPLETED' });
    await storage.kill();
    await runpod.control({ command: 'set_network', state: 'up' });
    await expect(row).toHaveAttribute('data-state', 'collecting', renderTime);
    await killAndStart(() => storage.restart());
    await expectOneRender(id, 1);
  });
});

test('a studio whose page was closed at the kill shows the clip when it is opened again', async ({
  studio: page,
  api,
  room,
  daemon,
}) => {
  await room.hold('denoise');
  const id = await queueRender(api, 'Nobody was watching');
  await expect(jobRow(page, 'Nobody was watching')).toContainText('Step 1 of 4', renderTime);
  await page.goto('about:blank');
  await daemon.kill();
  await room.hold(null);
  await daemon.start();
  await page.goto(daemon.url);
  await expectDone(page, api, id);
  expect((await jobOf(api, id)).submissions).toBe(1);
  await expectPlaying(page);
});
