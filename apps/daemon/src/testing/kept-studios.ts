import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { afterEach } from 'vitest';
import {
  fakeClip,
  removeFolders,
  temporaryFolders,
  type TestStudio,
  type TestStudioOptions,
  testStudio,
} from './test-studio.ts';

/** Makes studios for the tests of one file, and takes them away after each test. */
export function keptStudios(): (
  engines?: ScriptedEngine | readonly ScriptedEngine[],
  options?: Omit<TestStudioOptions, 'engines'>,
) => TestStudio {
  const open: TestStudio[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) {
      await each.close().catch(() => undefined);
      await removeFolders(each.folders);
    }
  });
  return (engines = new ScriptedEngine(), options = {}) => {
    const folders = options.folders ?? temporaryFolders();
    const all = engines instanceof ScriptedEngine ? [engines] : engines;
    for (const engine of all) engine.resultPath ??= fakeClip(folders);
    const made = testStudio({ ...options, engines: all, folders });
    open.push(made);
    return made;
  };
}

/** The next run of the daemon over the folders of one that was killed. The engine's side goes on as it was. */
export async function nextRun(
  studios: ReturnType<typeof keptStudios>,
  before: TestStudio,
  engine: ScriptedEngine,
  options: Omit<TestStudioOptions, 'engines' | 'folders'> = {},
): Promise<TestStudio> {
  await before.abandon();
  return studios(engine, { clock: before.clock, ...options, folders: before.folders });
}
