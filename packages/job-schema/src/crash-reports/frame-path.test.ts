import { describe, expect, it } from 'vitest';
import { framePath } from './frame-path.ts';

describe('the file of a frame', () => {
  it.each([
    ['file:///home/ada/.npm/_npx/1/node_modules/videoexpress/dist/daemon.js', 'dist/daemon.js', true],
    ['/home/ada/dist/studio/apps/cli/dist/chunk-AB12.js', 'dist/chunk-AB12.js', true],
    ['C:\\Users\\Ada\\studio\\apps\\cli\\dist\\cli.js', 'dist/cli.js', true],
    ['/home/ada/studio/packages/studio/src/jobs/closer.ts', 'packages/studio/src/jobs/closer.ts', true],
    ['/a/node_modules/.pnpm/express@5.3.0/node_modules/express/lib/x.js', 'node_modules/express/lib/x.js', false],
    ['http://localhost:8000/_next/static/chunks/0a1b.js?v=secret', '_next/static/chunks/0a1b.js', true],
    ['/opt/worker/src/vx_worker/jobs.py', 'vx_worker/jobs.py', true],
    ['/home/ada/.venv/lib/python3.12/site-packages/diffusers/utils/x.py', 'site-packages/diffusers/utils/x.py', false],
    ['/usr/lib/python3.12/threading.py', 'python3.12/threading.py', false],
    ['node:internal/process/task_queues', 'node:internal/process/task_queues', false],
    ['<anonymous>', '<anonymous>', false],
    ['/home/ada/Videos/a red fox.mp4', 'elsewhere', false],
    ['/x/node_modules/../../home/ada/secret.js', 'elsewhere', false],
    ['http://localhost:8000/assets/as_1?token=1', 'elsewhere', false],
    ['', 'elsewhere', false],
  ])('%s', (file, filename, isOwn) => {
    expect(framePath(file)).toEqual({ filename, isOwn });
    expect(framePath(filename)).toEqual({ filename, isOwn });
  });
});
