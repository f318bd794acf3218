import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';

const studio = keptStudios();

describe('when an engine was first seen at work on a job', () => {
  it('is kept through all that follows, to the end', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const { id } = await test.create();
    const submitted = await test.untilState(id, 'submitted');
    expect(submitted.progress.renderStartedAt).toBeUndefined();
    const attemptId = engine.submissions[0]?.attemptId ?? '';
    engine.set(attemptId, { state: 'running', progress: { fraction: 0.1, stage: 'Step 1 of 10' } });
    const { renderStartedAt: began } = (await test.untilState(id, 'running')).progress;
    expect(Date.parse(began ?? '')).toBeGreaterThan(Date.parse(submitted.createdAt));
    engine.set(attemptId, { state: 'running', progress: { fraction: 0.9, stage: 'Step 9 of 10' } });
    await test.until(async () => (await test.job(id)).progress.fraction === 0.9);
    expect((await test.job(id)).progress.renderStartedAt).toBe(began);
    engine.finish(attemptId);
    expect((await test.untilEnd(id)).progress.renderStartedAt).toBe(began);
  });

  it('begins anew with another attempt', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const { id } = await test.create();
    await test.untilState(id, 'submitted');
    const attemptId = engine.submissions[0]?.attemptId ?? '';
    engine.set(attemptId, { state: 'running', progress: { fraction: 0.1, stage: 'Step 1 of 10' } });
    await test.untilState(id, 'running');
    const failure = { code: 'engine_failed', detail: 'x', userMessage: 'It stopped.', billed: false } as const;
    engine.set(attemptId, { state: 'failed', ...failure });
    await test.until(() => engine.submissions.length === 2);
    const again = await test.untilState(id, 'submitted');
    expect(again.attempt).toBe(2);
    expect(again.progress.renderStartedAt).toBeUndefined();
  });
});
