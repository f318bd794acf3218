import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TestDaemon } from './daemon.ts';

const fillLibraryModule = path.join(
  import.meta.dirname,
  '../../../../packages/local-store/src/testing/fill-library.ts',
);

/** Puts many made-up clips, without files, straight into the database of a daemon, which is stopped for it. */
export async function fillLibraryOf(daemon: TestDaemon, count: number): Promise<void> {
  await daemon.kill();
  const database = path.join(daemon.dataDir, 'data', 'videoexpress.db');
  const program = `
    const { fillLibrary } = await import(${JSON.stringify(fillLibraryModule)});
    await fillLibrary(${JSON.stringify(database)}, ${count}, Date.now());
  `;
  const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Filling the library ended with ${String(code)}`);
  await daemon.start();
}
