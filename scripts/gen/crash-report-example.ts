import { strictReport } from '../../packages/job-schema/src/crash-reports/index.ts';
import { writeOrCheck } from './write-or-check.ts';

/** A crash as Sentry's SDK describes one, with everything in it that must stay on the person's computer. */
const event = {
  event_id: '3f0c9a7be1d24d6c8b5a0e9d7c6b5a49',
  timestamp: 1_795_860_000.25,
  level: 'error',
  server_name: 'adas-laptop',
  user: { ip_address: '203.0.113.9', email: 'ada@example.org' },
  request: { url: 'http://localhost:8000/api/v1/jobs?draft=1', headers: { authorization: 'Bearer abc' } },
  breadcrumbs: [{ message: 'POST https://api.example.org/v1/videos?token=abc' }],
  extra: { prompt: 'a red fox in the snow' },
  tags: { where: 'A handler threw' },
  contexts: { runtime: { name: 'node', version: 'v24.21.0' }, os: { name: 'linux' }, device: { name: 'adas-laptop' } },
  exception: {
    values: [
      {
        type: 'TypeError',
        value: `Cannot read properties of undefined (reading '/home/ada/fox.mp4, key sk-0123456789abcdef')`,
        mechanism: { handled: true },
        stacktrace: {
          frames: [
            {
              filename: 'node:internal/process/task_queues',
              function: 'process.processTicksAndRejections',
              lineno: 104,
            },
            {
              filename: 'file:///home/ada/studio/node_modules/videoexpress/dist/daemon.js',
              function: 'collect',
              lineno: 1284,
              colno: 31,
              vars: { prompt: 'a red fox in the snow' },
              context_line: 'const name = clip.path.split("/")',
            },
          ],
        },
      },
    ],
  },
  sdk: { name: 'sentry.javascript.node', version: '11.12.0' },
};

// For whoever wants to know what a crash report holds before there is one.
const report = strictReport(event, { part: 'daemon', version: '1.0.0' });
writeOrCheck('docs/crash-report-example.json', `${JSON.stringify(report, null, 2)}\n`);
