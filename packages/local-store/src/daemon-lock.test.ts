import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { takeDaemonLock } from './daemon-lock.ts';

describe('the daemon lock', () => {
  it('is held by one process at a time, and is free the moment that process is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'videoexpress-lock-'));
    const path = join(folder, 'daemon.lock');
    const script = fileURLToPath(new URL('./testing/hold-lock.ts', import.meta.url));
    const holder = spawn(process.execPath, ['--conditions=source', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    expect(takeDaemonLock(path)).toBeNull();
    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await gone;
    const lock = takeDaemonLock(path);
    expect(lock).not.toBeNull();
    expect(takeDaemonLock(path)).toBeNull();
    lock?.release();
    const again = takeDaemonLock(path);
    expect(again).not.toBeNull();
    again?.release();
    rmSync(folder, { recursive: true });
  });
});
