import { logWithReports, StoreUnavailable } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { startHttpTestApp } from '../testing/http-test-app.ts';
import { memoryLog } from '../testing/memory-log.ts';

describe('a request that fails', () => {
  it('is reported where that is a bug, and not where the database is away or the page asks wrongly', async () => {
    const reported: unknown[] = [];
    const report = (cause: unknown, place: object): boolean => {
      reported.push([cause, place]);
      return true;
    };
    const app = await startHttpTestApp({ log: logWithReports(memoryLog(), { report }) });
    const bug = new TypeError('Cannot read properties of undefined');
    const ends = [bug, new StoreUnavailable('busy', new Error('busy'))];
    app.studio.queue.read = () => Promise.reject(ends.shift() ?? bug);
    expect((await app.fetch('/api/v1/queue')).status).toBe(500);
    expect((await app.fetch('/api/v1/queue')).status).toBe(503);
    expect((await app.fetch('/api/v1/jobs?limit=x')).status).toBe(400);
    expect(reported).toEqual([[bug, { where: 'A request failed' }]]);
    await app.close();
  });
});
