import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  attemptIdSchema,
  connectionIdSchema,
  err,
  ok,
  type PostContent,
  postContentSchema,
  type Result,
} from '@videoexpress/job-schema';
import type { ClipMakeup, PostClip, PublishOutcome, PublishTask, TokenError } from '@videoexpress/studio';
import { ManualClock } from '@videoexpress/studio/testing';
import { type InstagramStandIn, startInstagramStandIn } from '../../testing/instagram-stand-in/instagram-stand-in.ts';
import { createGraphClient, type GraphClient } from '../graph-client.ts';
import { publishReel } from '../publish-reel.ts';

export const goodMakeup: ClipMakeup = {
  container: 'mp4',
  bytes: 4_000_000,
  indexFirst: true,
  hasEditList: false,
  video: {
    codec: 'avc',
    width: 1080,
    height: 1920,
    durationSeconds: 6,
    fps: 30,
    isPlain420: true,
    bitsPerSecond: 5_000_000,
  },
  audio: null,
};

export const goodClip: PostClip = {
  path: '/clips/fox.mp4',
  posterPath: null,
  bytes: 4_000_000,
  width: 1080,
  height: 1920,
  durationSeconds: 6,
  fps: 30,
  makeup: goodMakeup,
  objectKey: null,
};

/** The smallest file that the stand-in takes for a clip with its index at the front. */
const clipBytes = Buffer.from('\0\0\0\u0010ftypmp42\0\0\0\0\0\0\0\u0008moov\0\0\0\u0008mdat', 'latin1');

export function content(more: Partial<PostContent> = {}): PostContent {
  return { ...postContentSchema.parse({ text: 'A fox in the snow #fox', cover: { kind: 'none' } }), ...more };
}

/** One attempt at a Reel against the stand-in, on a clock that moves only while nobody waits for an answer. */
export interface ReelBench {
  readonly standIn: InstagramStandIn;
  readonly clock: ManualClock;
  /** What the journal holds, and every entry that was written, in order. */
  journal: Readonly<Record<string, unknown>> | null;
  readonly written: Readonly<Record<string, unknown>>[];
  readonly reported: string[];
  tokens: () => Result<string, TokenError>;
  refusedTokens: string[];
  afterRefusal: () => Result<string, TokenError>;
  prepared: PublishTask['prepared'];
  link: PublishTask['link'];
  content: PostContent;
  /** A call hangs, so that time has to pass for it to end. */
  hangs: boolean;
  /** Called after each write of the journal; what it throws ends the attempt as a kill would. */
  onWrite: (entry: Readonly<Record<string, unknown>>) => void;
  readonly graph: GraphClient;
  task(signal?: AbortSignal): PublishTask;
  /** Runs the attempt until it ends or waits. */
  run(signal?: AbortSignal): Promise<PublishOutcome>;
  /** Runs it again and again, at the times that it asks for. */
  runToEnd(): Promise<PublishOutcome>;
  close(): Promise<void>;
}

export async function reelBench(): Promise<ReelBench> {
  const standIn = await startInstagramStandIn();
  const storage = createServer((_request, response) => void response.end(clipBytes));
  const clipUrl = await listen(storage);
  const clock = new ManualClock('2026-11-28T10:00:00.000Z');
  standIn.now = () => clock.now();
  let inFlight = 0;
  const real = createGraphClient({
    baseUrl: standIn.url,
    clock,
    tokens: {
      current: async () => bench.tokens(),
      afterRefusal: async (_id, refused) => {
        bench.refusedTokens.push(refused);
        return bench.afterRefusal();
      },
    },
  });
  const graph: GraphClient = {
    async call(account, call, signal) {
      inFlight += 1;
      try {
        return await real.call(account, call, signal);
      } finally {
        inFlight -= 1;
      }
    },
  };

  const bench: ReelBench = {
    standIn,
    clock,
    journal: null,
    written: [],
    reported: [],
    tokens: () => ok('IGAA-stand-in'),
    refusedTokens: [],
    afterRefusal: () => err({ code: 'needs_login', detail: 'Instagram no longer takes the token.' }),
    prepared: async () => ok(goodClip),
    link: async () => ok(`${clipUrl}/clip.mp4`),
    content: content(),
    hangs: false,
    onWrite: () => undefined,
    graph,
    task: (signal = new AbortController().signal) => ({
      attemptId: attemptIdSchema.parse('att_019ab000000070008000000000000001'),
      content: bench.content,
      clip: goodClip,
      account: {
        connectionId: connectionIdSchema.parse('con_019ab000000070008000000000000001'),
        accountId: '17841400000000001',
        accountName: 'fox.films',
      },
      publishAtMs: null,
      cover: async () => null,
      journal: {
        read: async () => bench.journal,
        async write(entry) {
          bench.journal = structuredClone(entry);
          bench.written.push(bench.journal);
          bench.onWrite(bench.journal);
        },
      },
      prepared: () => bench.prepared(),
      link: (seconds) => bench.link(seconds),
      report: ({ stage }) => bench.reported.push(stage),
      signal,
    }),
    async run(signal) {
      const running = publishReel({ graph, clock, task: bench.task(signal), takesPlainLinks: true });
      let isOver = false;
      const over = running.finally(() => (isOver = true));
      over.catch(() => undefined);
      while (!isOver) {
        await nextTurn();
        if (inFlight === 0 || bench.hangs) clock.advance(500);
      }
      return running;
    },
    async runToEnd() {
      for (let runs = 0; runs < 400; runs += 1) {
        const outcome = await bench.run();
        if (outcome.kind !== 'wait' || outcome.until === 'login') return outcome;
        clock.advance(Math.max(0, outcome.until.ms - clock.now()));
      }
      throw new Error('It never ends.');
    },
    async close() {
      await standIn.close();
      storage.closeAllConnections();
      storage.close();
      await once(storage, 'close');
    },
  };
  return bench;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
