import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { err, ok, type Problem, problemSchema } from '@videoexpress/job-schema';
import { ManualClock, noCrashReports } from '@videoexpress/studio/testing';
import { createHttpApp, type HttpApp, type HttpAppDeps } from '../http/create-http-app.ts';
import { listenOnLoopback } from '../http/listen/listen-on-loopback.ts';
import { cloudSetupDouble } from './cloud-setup-double.ts';
import { memoryLog } from './memory-log.ts';
import { memorySessionStore } from './memory-session-store.ts';
import { StudioDouble } from './studio-double.ts';

export const testToken = 'test-token-0123456789abcdef0123456789abcdef';

export interface HttpTestApp {
  readonly port: number;
  readonly url: string;
  readonly app: HttpApp;
  readonly studio: StudioDouble;
  readonly clock: ManualClock;
  readonly log: ReturnType<typeof memoryLog>;
  readonly sessionStore: ReturnType<typeof memorySessionStore>;
  readonly folder: string;
  readonly uploadFolder: string;
  readonly mediaFolder: string;
  /** How often a shutdown was asked for. */
  readonly shutdowns: () => number;
  /** Asks with the token. Redirects are not followed. */
  fetch(target: string, init?: RequestInit): Promise<Response>;
  /** Asks without any credential. */
  fetchOpen(target: string, init?: RequestInit): Promise<Response>;
  /** Logs a browser in; answers with its `Cookie` header. */
  logIn(): Promise<string>;
  /** Ends it as the daemon ends; what it left on the disk can still be seen. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** The whole HTTP face on a free port, over doubles of everything behind it. */
export async function startHttpTestApp(
  changes: Partial<HttpAppDeps> = {},
  { closeGraceMs = 500 }: { readonly closeGraceMs?: number } = {},
): Promise<HttpTestApp> {
  const bound = await listenOnLoopback({ port: 0, timeouts: { closeGraceMs } });
  if (!bound.ok) throw new Error(`No free port: ${bound.error.code}`);
  const { port } = bound.value;
  const folder = await mkdtemp(path.join(tmpdir(), 'videoexpress-http-'));
  const [uploadFolder, mediaFolder] = [path.join(folder, 'uploads'), path.join(folder, 'media')];
  await Promise.all([mkdir(uploadFolder), mkdir(mediaFolder)]);
  const studio = new StudioDouble();
  const clock = new ManualClock();
  const log = memoryLog();
  const sessionStore = memorySessionStore();
  let shutdowns = 0;
  const app = createHttpApp({
    studio,
    clock,
    log,
    identity: { version: '0.0.0-test', bootId: 'boot-1', startedAt: '2026-01-01T00:00:00.000Z' },
    port,
    token: testToken,
    sessionKey: Buffer.alloc(32, 7),
    sessionStore,
    uiFolder: null,
    uploadFolder,
    mediaFolders: [mediaFolder],
    shownFolders: { data: folder, media: mediaFolder, state: folder, config: folder, logs: folder, quarantine: folder },
    reveal: () => Promise.resolve(ok(null)),
    about: () => ({
      version: '0.0.0-test',
      node: process.versions.node,
      sqlite: '3',
      platform: process.platform,
      startedAt: '2026-01-01T00:00:00.000Z',
      port,
      folders: [],
      outside: [],
    }),
    requestShutdown: () => {
      shutdowns += 1;
    },
    inspectLibrary: async () => null,
    cloudSetup: cloudSetupDouble,
    workers: () => ({
      items: [],
      nextCursor: null,
      listener: { state: 'off', address: null, beyondThisMachine: false, detail: null },
      waiting: 0,
    }),
    crashReports: noCrashReports(),
    openBackup: async () => err({ code: 'under_way', detail: 'No backups are made here.' }),
    devOrigin: null,
    ...changes,
  });
  bound.value.serve(app.listener);
  let stopping: Promise<void> | null = null;
  const stop = () => {
    app.closeStreams();
    stopping ??= bound.value.close();
    return stopping;
  };
  const url = `http://localhost:${port}`;
  const fetchOpen = (target: string, init: RequestInit = {}) => fetch(url + target, { redirect: 'manual', ...init });
  const fetchWithToken = (target: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${testToken}`);
    return fetchOpen(target, { ...init, headers });
  };
  return {
    port,
    url,
    app,
    studio,
    clock,
    log,
    sessionStore,
    folder,
    uploadFolder,
    mediaFolder,
    fetchOpen,
    shutdowns: () => shutdowns,
    fetch: fetchWithToken,
    async logIn() {
      const made = await fetchWithToken('/api/v1/login-codes', { method: 'POST' });
      const answer: unknown = await made.json();
      const link = new URL(Object(answer).url);
      const login = await fetchOpen(link.pathname + link.search);
      return login.headers.get('set-cookie')?.split(';')[0] ?? '';
    },
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The problem document that an answer carries. */
export async function problemOf(response: Response): Promise<Problem> {
  return problemSchema.parse(await response.json());
}

/** An answer's status and its problem's code, in one. */
export async function outcomeOf(response: Response): Promise<string> {
  return `${response.status} ${(await problemOf(response)).code}`;
}
