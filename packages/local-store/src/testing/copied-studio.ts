import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, ok } from '@videoexpress/job-schema';
import { createMirror, type MirrorWork } from '@videoexpress/studio';
import { ManualClock, MemoryCloud } from '@videoexpress/studio/testing';
import { type LocalStore, openLocalStore } from '../open-local-store.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const actor = 'browser' as const;

export interface LogLine {
  readonly message: string;
  readonly fields: object;
}

/** A real database with a copy in a project in memory, on a clock that the test moves. */
export interface CopiedStudio {
  readonly store: LocalStore;
  readonly folder: string;
  readonly clock: ManualClock;
  readonly cloud: MemoryCloud;
  mirror: MirrorWork;
  readonly told: Cloud[];
  readonly lines: LogLine[];
  signIn(): Promise<void>;
  /** Lets time pass in small steps until nothing more is sent. */
  settle(): Promise<void>;
  /** Lets time pass, and what falls due in it be done. */
  pass(ms: number): Promise<void>;
  /** Ends the copying as a kill would, and begins anew with the same database. */
  startAgain(options?: { readonly computer?: string }): void;
  discard(): Promise<void>;
}

export interface CopiedOptions {
  readonly cloud?: MemoryCloud;
  readonly clock?: ManualClock;
  readonly computer?: string;
  /** A database that is there already. */
  readonly path?: string;
  readonly sealed?: (text: string) => string;
}

/** Opens a new database, or that at `path`, and begins to copy it. */
export function copiedStudio(options: CopiedOptions = {}): CopiedStudio {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-mirror-'));
  const opened = openLocalStore(options.path ?? join(folder, 'videoexpress.db'), { dataFolder: folder });
  if (!opened.ok) throw new Error(opened.error.detail);
  const store = opened.value;
  store.connection.pragma('synchronous = OFF');
  const clock = options.clock ?? new ManualClock();
  const cloud = options.cloud ?? new MemoryCloud(() => clock.now());
  const told: Cloud[] = [];
  const lines: LogLine[] = [];
  const keep = (fields: object, message: string) => void lines.push({ fields, message });

  const make = (computer = options.computer ?? 'studio') =>
    createMirror({
      store: store.mirror,
      client: cloud,
      events: store.events,
      sealer: {
        keyId: async () => 'key-1',
        seal: async (purpose, text) => ok(Buffer.from(`${purpose}|${text}`).toString('base64')),
        unseal: async (purpose, sealed) => {
          const text = Buffer.from(sealed, 'base64').toString();
          return text.startsWith(`${purpose}|`) ? text.slice(purpose.length + 1) : null;
        },
      },
      recoveryKey: { read: async () => ok('ABCD-EFGH') },
      audit: { note: (note) => store.audit.append([{ ...note, atMs: clock.now() }]) },
      computer: async () => ({ name: computer, mark: `mark-of-${computer}` }),
      appVersion: '1.2.3',
      clock,
      log: { ...silent, warn: keep, error: keep, info: keep },
      random: () => 0.5,
      async tell(state) {
        told.push(state);
        await store.queue.appendEvent({ topic: 'cloud', payload: state }, clock.now());
      },
      onChange() {},
    });

  const studio: CopiedStudio = {
    store,
    folder,
    clock,
    cloud,
    mirror: make(),
    told,
    lines,
    async signIn() {
      const signedIn = await studio.mirror.signIn({ email: 'ada@example.com', password: 'right' }, actor);
      if (!signedIn.ok) throw new Error(signedIn.error.detail);
    },
    async pass(ms) {
      for (let left = ms; left > 0; left -= 500) {
        clock.advance(Math.min(left, 500));
        await idle();
      }
    },
    async settle() {
      await idle();
      for (let round = 0; round < 200; round += 1) {
        const before = cloud.writes.length;
        await studio.pass(6000);
        const state = await studio.mirror.status();
        const caughtUp = state.changesBehind === 0 && state.state === 'up_to_date';
        if (caughtUp && cloud.writes.length === before) return;
      }
      throw new Error('The copy does not come to rest');
    },
    startAgain({ computer } = {}) {
      void studio.mirror.stop();
      studio.mirror = make(computer);
      studio.mirror.start();
    },
    async discard() {
      await studio.mirror.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  studio.mirror.start();
  return studio;
}

/** Lets everything be done that waits for nothing but its turn. */
export async function idle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
