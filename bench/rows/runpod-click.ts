import { systemClock } from '../../packages/host/src/index.ts';
import { smallRender } from '../../packages/render-engines/src/testing/small-render.ts';
import { startRunPodSimulator } from '../../packages/render-engines/src/testing/runpod-simulator/index.ts';
import { startBuiltDaemon } from '../harness/built-daemon.ts';
import type { Row } from '../harness/figure.ts';
import { percentile } from '../harness/statistics.ts';

/** From the request for a new job to RunPod's having it: validated, committed, claimed, written out and sent. */
export const runPodClick: Row = {
  id: 'runpod-click',
  about: 'from the click to RunPod, in ms: the request for a job until /run has been received there',
  async measure(run) {
    const jobs = run.sized(100);
    const runpod = await startRunPodSimulator({ clock: systemClock });
    const middles: number[] = [];
    try {
      for (let time = 0; time <= run.times; time += 1) {
        const daemon = await startBuiltDaemon(run.folder(`daemon-${time}`), {
          RUNPOD_ENDPOINT: runpod.endpointUrl,
          RUNPOD_API_KEY: runpod.apiKey,
          RUNPOD_API_BASE_URL: runpod.managementUrl,
        });
        try {
          const settings = JSON.stringify({ engines: { runpod: { jobs_at_once: 200 } } });
          await daemon.ask('PATCH', '/api/v1/settings', settings);
          const took: number[] = [];
          for (let job = 0; job < jobs; job += 1) {
            const body = JSON.stringify({ kind: 'text_to_video', engine: 'runpod', input: smallRender });
            const received = runpod.requests.received('run', runpod.requests.count('run') + 1);
            const clickedMs = performance.now();
            const [made] = await Promise.all([daemon.ask('POST', '/api/v1/jobs', body), received]);
            if (made.status !== 201) throw new Error(`${made.status} ${made.text}`);
            took.push(performance.now() - clickedMs);
          }
          // The first daemon only warms up what both sides need.
          if (time > 0) middles.push(percentile(took, 0.5));
        } finally {
          await daemon.stop();
        }
      }
    } finally {
      await runpod.close();
    }
    return [
      {
        name: 'click to RunPod, p50',
        unit: 'ms',
        values: middles,
        limit: null,
        goal: { kind: 'at_most', value: 20 },
      },
    ];
  },
};
