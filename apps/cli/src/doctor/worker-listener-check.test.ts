import { findRunningDaemon } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doctorContext } from '../testing/doctor-context.ts';
import { type FakeDaemon, startFakeDaemon } from '../testing/fake-daemon.ts';
import { noWorkers, openDoor } from '../testing/fake-workers.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';
import { runChecks } from './run-checks.ts';

let cli: TestCli;
let daemon: FakeDaemon;
beforeEach(async () => {
  cli = createTestCli();
  daemon = await startFakeDaemon(cli.folders);
});
afterEach(async () => {
  await daemon.close();
  cli.dispose();
});

/** What `doctor` says of the listener. */
async function saidOf(listener: typeof openDoor) {
  daemon.workers = { ...noWorkers, listener };
  const sighting = await findRunningDaemon(cli.folders);
  const findings = await runChecks(doctorContext(cli, { sighting }));
  return findings.filter(({ id }) => id === 'worker_listener');
}

describe('what doctor says of the listener for workers', () => {
  it.each(['0.0.0.0:8124', '192.168.1.5:8124', '[::]:8124'])(
    'is a warning at %s, with the ways out',
    async (address) => {
      const [found, ...more] = await saidOf({ ...openDoor, address, beyondThisMachine: true });
      expect(more).toEqual([]);
      expect(found?.status).toBe('fail');
      expect(found?.detail).toContain(`${address} is open to the network without encryption`);
      expect(found?.fix).toContain('videoexpress config set engines.own-gpu.listen 127.0.0.1:8124');
      expect(found?.fix).toContain('ssh -N -L 8124:127.0.0.1:8124');
      expect(found?.fix).toContain('TLS proxy');
    },
  );

  it('is well where this machine alone can reach it', async () => {
    const detail = '127.0.0.1:8124, which this machine alone can reach';
    expect(await saidOf(openDoor)).toEqual([expect.objectContaining({ status: 'pass', detail, fix: null })]);
  });

  it('is nothing where it is off, and where its own light says that it could not be opened', async () => {
    expect(await saidOf(noWorkers.listener)).toEqual([]);
    expect(await saidOf({ ...openDoor, state: 'failed', detail: 'taken' })).toEqual([]);
  });
});
