import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { DaemonUnderTest } from '../kills/daemon-under-test.ts';
import { makeClip } from '../real-media.ts';
import type { FaultPlan } from './fault-daemon.ts';

const daemonProgram = fileURLToPath(new URL('fault-daemon.ts', import.meta.url));
const mainProgram = fileURLToPath(new URL('../../main.ts', import.meta.url));

export const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

export interface FaultFolder {
  /** The data folder of this test. */
  readonly root: () => string;
  /** A daemon over it, with an engine that never has moods unless they are given. */
  begin(plan?: Partial<Omit<FaultPlan, 'mood'>>, mood?: Partial<FaultPlan['mood']>): Promise<DaemonUnderTest>;
  /** The program itself over it, through another program where one is named. Ended as soon as it is open. */
  serve(
    through?: readonly string[],
  ): Promise<{ readonly opened: boolean; readonly code: number | null; readonly said: string }>;
  /** Undone after the test, the last one first. */
  afterwards(undo: () => void): void;
}

/** A folder for each test of a file, with daemons over it; whatever a test leaves is ended and taken away. */
export function faultFolder(): FaultFolder {
  let base = '';
  let root = '';
  const daemons: DaemonUnderTest[] = [];
  const undos: (() => void)[] = [];
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'videoexpress-fault-'));
    await makeClip(join(base, 'clip.mp4'));
  });
  afterEach(async () => {
    for (const daemon of daemons.splice(0)) {
      daemon.signal('SIGCONT');
      await daemon.kill();
    }
    for (const undo of undos.splice(0).toReversed()) undo();
    root = '';
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  function rootOf(): string {
    if (root === '') root = mkdtempSync(join(base, 'studio-'));
    return root;
  }

  return {
    root: rootOf,
    async begin(plan = {}, mood = {}) {
      const whole: FaultPlan = {
        seed: 1,
        farmFolder: join(base, `${rootOf().slice(base.length + 1)}-farm`),
        clip: join(base, 'clip.mp4'),
        mood: {
          refuses: 0,
          losesAnswers: 0,
          mumbles: 0,
          spoils: 0,
          rendersForMs: 0,
          dawdles: 0,
          hangs: 0,
          ...mood,
        },
        maxConcurrent: 2,
        checkOneOf: 1_000_000,
        clockOffsetMs: 0,
        ...plan,
      };
      const daemon = await DaemonUnderTest.start(rootOf(), { file: daemonProgram, args: [JSON.stringify(whole)] });
      daemons.push(daemon);
      return daemon;
    },
    serve(through = []) {
      const args = ['--conditions=source', mainProgram, 'serve', '--port', '0', '--data-dir', rootOf()];
      const [command = process.execPath, ...before] = through;
      const child = spawn(command, through.length === 0 ? args : [...before, process.execPath, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      undos.push(() => child.kill('SIGKILL'));
      let said = '';
      let opened = false;
      const listen = (bytes: Buffer) => {
        said += bytes.toString();
        if (!said.includes('The studio is open') || opened) return;
        opened = true;
        child.kill('SIGTERM');
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      return new Promise((resolve) => child.once('close', (code) => resolve({ opened, code, said })));
    },
    afterwards: (undo) => void undos.push(undo),
  };
}

/** A disk of its own below the folder, of so many megabytes, which only root can have. Gives back where it is. */
export function mountSmallDisk(folder: FaultFolder, megabytes: number): string {
  const disk = folder.root();
  mkdirSync(disk, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]);
  folder.afterwards(() => void execFileSync('umount', ['--lazy', disk]));
  return disk;
}
