import type { JobState } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { videosApiRoom } from '../../testing/videos-api-studio.ts';

const room = videosApiRoom();

describe.each(['vllm-omni', 'sglang'] as const)('a cancel on %s', (dialect) => {
  const open = () => room({ server: { dialect, clip: Buffer.alloc(400_000, 'clip') } });

  it.each(['waits', 'renders'] as const)('while it %s there removes it, and the next job runs', async (moment) => {
    const studio = await open();
    const job = await studio.create();
    const id = await studio.taken();
    await studio.untilState(job.id, 'submitted');
    if (moment === 'renders') {
      studio.server.begin(id);
      await studio.untilState(job.id, 'running');
    }
    await studio.test.studio.jobs.cancel(job.id);
    await studio.untilForgotten();
    expect((await studio.job(job.id)).state).toBe('cancelled');
    // Sglang only forgets: its GPU is at it to the end.
    if (moment === 'renders') expect(studio.server.rendering.size).toBe(dialect === 'sglang' ? 1 : 0);
    const next = await studio.create();
    studio.server.finish(await studio.taken());
    expect((await studio.untilEnd(next.id)).state).toBe('succeeded');
  });

  it('while its clip is fetched ends that, and leaves nothing', async () => {
    const studio = await open();
    const job = await studio.create();
    studio.server.next('content', { kind: 'stalled' });
    studio.server.finish(await studio.taken());
    await studio.untilState(job.id, 'collecting');
    await studio.server.stalled;
    await studio.test.studio.jobs.cancel(job.id);
    await studio.untilForgotten();
    expect(await studio.job(job.id)).toMatchObject({ state: 'cancelled', output: { assetIds: [] } });
  });

  it('in the moment in which the server is done: one end, and that for good', async () => {
    for (const aheadMs of [0, 250, 500]) {
      const studio = await open();
      const job = await studio.create();
      const id = await studio.taken();
      studio.server.begin(id, 95);
      await studio.untilState(job.id, 'running');
      studio.server.finish(id);
      studio.clock.advance(aheadMs);
      const cancelled = await studio.test.studio.jobs.cancel(job.id);
      const decided: JobState = (await studio.job(job.id)).state;
      expect(decided === 'cancelled').toBe(cancelled.ok);
      await studio.pass(20_000);
      const end = await studio.job(job.id);
      expect(end.state).toBe(decided);
      expect(end.output.assetIds).toHaveLength(decided === 'cancelled' ? 0 : 1);
      await studio.untilForgotten();
    }
  });

  it('after the clip is there is refused, and the clip stays', async () => {
    const studio = await open();
    const job = await studio.create();
    studio.server.finish(await studio.taken());
    await studio.untilEnd(job.id);
    expect(await studio.test.studio.jobs.cancel(job.id)).toMatchObject({ ok: false, error: { code: 'invalid_state' } });
    expect(await studio.job(job.id)).toMatchObject({ state: 'succeeded' });
  });

  it('is sent after a restart, where the daemon was killed before the server was told', async () => {
    const studio = await open();
    const job = await studio.create();
    studio.server.begin(await studio.taken());
    await studio.untilState(job.id, 'running');
    studio.server.next('delete', { kind: 'never' });
    await studio.test.studio.jobs.cancel(job.id);
    await studio.server.asked('delete');
    await studio.kill();
    expect(studio.server.videos).toHaveLength(1);
    await studio.startAgain();
    await studio.untilForgotten();
    expect((await studio.job(job.id)).state).toBe('cancelled');
  });

  it('while the server is away is carried out when it is back', async () => {
    const studio = await open();
    const job = await studio.create();
    studio.server.begin(await studio.taken());
    await studio.untilState(job.id, 'running');
    await studio.server.goAway();
    await studio.test.studio.jobs.cancel(job.id);
    await studio.pass(10 * 60_000, 5000);
    expect((await studio.job(job.id)).state).toBe('cancelled');
    await studio.server.comeBack();
    await studio.untilForgotten();
  });

  it('between the submission and its answer removes it once the answer is there', async () => {
    const studio = await open();
    let answer: () => void = () => undefined;
    studio.server.next('create', { kind: 'late', until: new Promise((resolve) => (answer = resolve)) });
    const job = await studio.create();
    await studio.until(() => studio.server.forms.length === 1);
    await studio.test.studio.jobs.cancel(job.id);
    answer();
    await studio.untilForgotten();
    expect((await studio.job(job.id)).state).toBe('cancelled');
  });
});

describe('a cancel of a job whose submission nobody saw the answer of', () => {
  it('finds what vllm-omni took by its number, and removes it', async () => {
    const studio = await room();
    studio.server.next('create', { kind: 'hang_after' });
    const job = await studio.create();
    await studio.until(() => studio.server.forms.length === 1);
    await studio.kill();
    await studio.server.goAway();
    await studio.startAgain();
    await studio.test.studio.jobs.cancel(job.id);
    await studio.server.comeBack();
    await studio.untilForgotten();
    expect(studio.server.forms).toHaveLength(1);
    expect((await studio.job(job.id)).state).toBe('cancelled');
  });
});
