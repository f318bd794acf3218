import { exitCodes } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../testing/fake-daemon.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';

let cli: TestCli;
let daemon: FakeDaemon;
beforeEach(async () => {
  cli = createTestCli();
  daemon = await startFakeDaemon(cli.folders);
  const detail = 'The bucket “clips” can be reached.';
  daemon.services = [{ id: 'r2', label: 'Cloudflare R2', status: 'ok', latencyMs: 3, detail, fix: null }];
});
afterEach(async () => {
  await daemon.close();
  cli.dispose();
});

describe('what doctor says of the bucket', () => {
  it('is what comes of trying it out', async () => {
    expect((await cli.run('doctor')).out).toMatch(/pass.*Cloudflare R2.*Written, read and deleted\./);
    expect(daemon.calls).toContain('POST /api/v1/object-storage/test');
  });

  it('is a failure with its fix where it does not work', async () => {
    daemon.storageTest = { works: false, seconds: 0.1, detail: 'Writing: refused.', fix: 'Make a token.' };
    const ran = await cli.run('doctor');
    expect(ran.code).toBe(exitCodes.doctorFailed);
    expect(ran.out).toMatch(/FAIL.*Cloudflare R2.*Writing: refused\.\n\s+Make a token\./);
  });

  it('is a note where nobody set one up, and nothing is tried', async () => {
    const detail = 'Not set up. Finished clips are kept on this disk.';
    daemon.services = [{ id: 'r2', label: 'R2', status: 'not_configured', latencyMs: null, detail, fix: null }];
    expect((await cli.run('doctor')).out).toMatch(/note.*Cloudflare R2.*Not set up/);
    expect(daemon.calls).not.toContain('POST /api/v1/object-storage/test');
  });
});
