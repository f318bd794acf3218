import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@videoexpress/host';
import { createApiClient, jobSchema } from '@videoexpress/job-schema';
import {
  createClipMaker,
  LightWorker,
  rateLimits,
  smallRender,
  startRunPodSimulator,
} from '@videoexpress/render-engines/testing';
import { z } from 'zod';
import { expect, it } from 'vitest';

const jobCount = 200;
const workerCount = 8;
const mostMegabytes = 250;
const program = fileURLToPath(new URL('../../../cli/dist/daemon.js', import.meta.url));

it(`${jobCount} jobs at once through ${workerCount} workers: all end, within RunPod's limits and ${mostMegabytes} MB`, {
  timeout: 900_000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-many-'));
  const runpod = await startRunPodSimulator({ clock: systemClock });
  const makeClip = createClipMaker();
  const daemon = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', '--data-dir', root, '--console-log', 'none'],
    {
      stdio: 'ignore',
      env: {
        PATH: process.env['PATH'],
        RUNPOD_ENDPOINT: runpod.endpointUrl,
        RUNPOD_API_KEY: runpod.apiKey,
        RUNPOD_API_BASE_URL: runpod.managementUrl,
      },
    },
  );
  let mostMb = 0;
  const sample = setInterval(() => {
    const kib = execFileSync('ps', ['-o', 'rss=', '-p', String(daemon.pid)], { encoding: 'utf8' });
    mostMb = Math.max(mostMb, (Number(kib) * 1024) / 1e6);
  }, 250);
  const workers: LightWorker[] = [];
  try {
    const runtimeFile = join(root, 'state', 'runtime.json');
    while (!existsSync(runtimeFile)) {
      expect(daemon.exitCode).toBeNull();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { port } = z.object({ port: z.int() }).parse(JSON.parse(readFileSync(runtimeFile, 'utf8')));
    const token = readFileSync(join(root, 'state', 'token'), 'utf8').trim();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const api = createApiClient({ baseUrl: `http://127.0.0.1:${port}`, token });
    const settings = await fetch(`http://127.0.0.1:${port}/api/v1/settings`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ engines: { runpod: { jobs_at_once: jobCount } } }),
    });
    expect(settings.status).toBe(200);
    for (let worker = 0; worker < workerCount; worker += 1)
      workers.push(new LightWorker({ ...runpod, clock: systemClock, makeClip, behaviour: { stepMs: 20 } }));

    const made = await Promise.all(
      Array.from({ length: jobCount }, async (_, seed) => {
        const body = JSON.stringify({ kind: 'text_to_video', engine: 'runpod', input: { ...smallRender, seed } });
        const answer = await fetch(`http://127.0.0.1:${port}/api/v1/jobs`, { method: 'POST', headers, body });
        expect(answer.status).toBe(201);
        return jobSchema.parse(await answer.json());
      }),
    );
    expect(made).toHaveLength(jobCount);
    for (let open = jobCount; open > 0; ) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const queue = await api.call('getQueue', {});
      if (!queue.ok) throw new Error(JSON.stringify(queue.error));
      const { succeeded, failed, cancelled } = queue.value.body.counts;
      open = jobCount - succeeded - failed - cancelled;
    }
    const listed = await api.call('listJobs', { query: { limit: jobCount } });
    const ended = listed.ok ? listed.value.body.items : [];
    expect(ended).toHaveLength(jobCount);
    expect(
      ended.filter(({ state }) => state !== 'succeeded').map(({ id, state, error }) => ({ id, state, error })),
    ).toEqual([]);
    expect(ended.every(({ submissions, attempt }) => submissions === 1 && attempt === 1)).toBe(true);
  } finally {
    clearInterval(sample);
    const left = daemon.exitCode === null ? once(daemon, 'exit') : Promise.resolve();
    daemon.kill('SIGTERM');
    await left;
    await Promise.all(workers.map((worker) => worker.kill()));
    await runpod.close();
    rmSync(root, { recursive: true, force: true });
  }
  const most = { run: runpod.requests.mostInTenSeconds('run'), status: runpod.requests.mostInTenSeconds('status') };
  process.stdout.write(`200 renders: at most ${mostMb.toFixed(0)} MB, ${JSON.stringify(most)} in ten seconds\n`);
  expect(runpod.requests.all.some(({ status }) => status === 429)).toBe(false);
  expect(most.run).toBeLessThanOrEqual(rateLimits['run']?.inTenSeconds ?? 0);
  expect(most.status).toBeLessThanOrEqual(rateLimits['status']?.inTenSeconds ?? 0);
  expect(runpod.requests.count('run')).toBe(jobCount);
  expect(mostMb).toBeLessThan(mostMegabytes);
});
