import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { visibilities } from '@videoexpress/job-schema';
import { refuse, respond, uploadsOfTheDay } from './answers.ts';
import { FaultDesk, type YoutubeCall, type YoutubeFault } from './faults.ts';
import { bytesOf, callOf, ids, textOf } from './read-call.ts';
import { receiveChunk } from './receive-chunk.ts';
import { metadataFault, type StandInSession, type StandInVideo, uploadedResourceSchema } from './stand-in-video.ts';

export interface StandInOptions {
  /** 0 or left out: any that is free. */
  readonly port?: number;
  /** Looks at a video until it is processed. */
  readonly processingLooks?: number;
  /** Of uploads; left out, as fast as the line. */
  readonly bytesPerSecond?: number | null;
  /** Uploads a day. */
  readonly uploadsADay?: number;
  readonly nowMs?: () => number;
}

/**
 * YouTube's Data API by the contract, for tests and for trying things out: resumable uploads with sessions and ranges, videos
 * that are processed, quotas, thumbnails, and every fault on order. It keeps no bytes, and every token is good that it was not
 * told of.
 */
export interface YoutubeStandIn {
  /** To be used in the place of `https://www.googleapis.com`. */
  readonly base: string;
  readonly videos: readonly StandInVideo[];
  readonly sessions: ReadonlyMap<string, StandInSession>;
  /** Every call, in order. */
  readonly calls: readonly { readonly call: YoutubeCall; readonly range: string | undefined; readonly token: string }[];
  /** Tokens that it answers with 401. */
  readonly refusedTokens: Set<string>;
  bytesPerSecond: number | null;
  processingLooks: number;
  /** What becomes of the next videos; null: they are processed. */
  fate: { readonly uploadStatus: 'failed' | 'rejected'; readonly reason: string } | null;
  /** What it makes of the visibility that it is asked for; null: just that. */
  forcedPrivacy: StandInVideo['privacyStatus'] | null;
  /** Bytes of uploads that it was sent, also of chunks that broke off. */
  readonly bytesKept: number;
  fail(call: YoutubeCall, fault: YoutubeFault, times?: number): void;
  /** Takes back the faults that were ordered. */
  wellAgain(): void;
  close(): Promise<void>;
}

const uploadsPlaylist = 'UU-stand-in';

export async function startYoutubeStandIn(options: StandInOptions = {}): Promise<YoutubeStandIn> {
  const nowMs = options.nowMs ?? Date.now;
  const videos: StandInVideo[] = [];
  const sessions = new Map<string, StandInSession>();
  const calls: { call: YoutubeCall; range: string | undefined; token: string }[] = [];
  const faults = new FaultDesk();
  let started = 0;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const standIn: YoutubeStandIn = {
    base,
    videos,
    sessions,
    calls,
    refusedTokens: new Set(),
    bytesPerSecond: options.bytesPerSecond ?? null,
    processingLooks: options.processingLooks ?? 1,
    fate: null,
    forcedPrivacy: null,
    get bytesKept() {
      return [...sessions.values()].reduce((sum, { kept }) => sum + kept, 0);
    },
    fail: (call, fault, times) => faults.order(call, fault, times),
    wellAgain: () => faults.clear(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', base);
    const call = callOf(request, url);
    if (call === null) {
      request.resume();
      return refuse(response, 404, 'notFound');
    }
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    calls.push({ call, token, range: request.headers['content-range'] });
    if (token === '' || standIn.refusedTokens.has(token)) {
      request.resume();
      return refuse(response, 401, 'authError', 'Invalid Credentials');
    }
    const fault = faults.take(call);
    if (fault?.kind === 'refuse') {
      request.resume();
      return refuse(response, fault.status, fault.reason, fault.message, fault.headers);
    }
    switch (call) {
      case 'start':
        return begin(request, response, url, fault);
      case 'chunk':
      case 'question':
      case 'drop':
        return session(request, response, url, call, fault);
      case 'video':
        return respond(response, 200, {
          items: ids(url)
            .flatMap((id) => videos.filter((each) => each.id === id))
            .map((video) => shown(video)),
        });
      case 'channel':
        return respond(response, 200, {
          items: [
            {
              id: 'UC-stand-in',
              snippet: {
                title: 'Stand-in Films',
                customUrl: '@standin',
                thumbnails: { default: { url: `${base}/face.jpg` } },
              },
              contentDetails: { relatedPlaylists: { uploads: uploadsPlaylist } },
            },
          ],
        });
      case 'uploads':
        return respond(response, 200, {
          items: videos.toReversed().map(({ id, title, publishedAt }) => ({
            snippet: { title, publishedAt },
            contentDetails: { videoId: id },
          })),
        });
      case 'thumbnail':
        return thumbnail(request, response, url);
    }
  }

  async function begin(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    fault: YoutubeFault | null,
  ): Promise<void> {
    const resource = uploadedResourceSchema.parse(JSON.parse(await textOf(request)));
    started += 1;
    if (started > (options.uploadsADay ?? 100)) return refuse(response, 429, 'rateLimitExceeded', uploadsOfTheDay);
    const wrong = metadataFault(resource, nowMs());
    if (wrong !== null) return refuse(response, 400, wrong);
    const id = `session-${sessions.size + 1}-${Math.random().toString(36).slice(2)}`;
    sessions.set(id, {
      id,
      resource,
      total: Number(request.headers['x-upload-content-length']),
      notifySubscribers: url.searchParams.get('notifySubscribers') !== 'false',
      startedAtMs: nowMs(),
      hash: createHash('sha256'),
      writer: null,
      kept: 0,
      videoId: null,
    });
    if (fault?.kind === 'swallow_answer') return void response.destroy();
    const location = `${base}/upload/youtube/v3/videos?uploadType=resumable&upload_id=${id}`;
    response.writeHead(200, { location, 'content-length': '0' }).end();
  }

  async function session(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    call: YoutubeCall,
    fault: YoutubeFault | null,
  ): Promise<void> {
    const id = url.searchParams.get('upload_id') ?? '';
    if (fault?.kind === 'forget_session') sessions.delete(id);
    const found = sessions.get(id);
    if (found === undefined) {
      request.resume();
      return refuse(response, 404, 'notFound', 'The upload is not known.');
    }
    if (call === 'drop') {
      sessions.delete(id);
      return void response.writeHead(499).end();
    }
    if (call === 'chunk') {
      const received = await receiveChunk(request, response, found, { fault, bytesPerSecond: standIn.bytesPerSecond });
      if (received === 'complete' && found.videoId === null) found.videoId = completed(found).id;
      if (received === 'cut' || received === 'refused') return;
    } else request.resume();
    if (fault?.kind === 'swallow_answer') return void response.destroy();
    const video = videos.find((each) => each.id === found.videoId);
    if (video !== undefined) return respond(response, 201, shown(video, false));
    found.writer = null;
    const range = found.kept === 0 ? {} : { range: `bytes=0-${found.kept - 1}` };
    response.writeHead(308, { ...range, 'content-length': '0' }).end();
  }

  function completed({ resource, total, hash, notifySubscribers }: StandInSession): StandInVideo {
    const { snippet, status } = resource;
    const asked = visibilities.find((each) => each === status?.privacyStatus) ?? 'public';
    const video: StandInVideo = {
      id: `video${videos.length + 1}`,
      title: snippet?.title ?? '',
      description: snippet?.description ?? '',
      tags: snippet?.tags ?? [],
      categoryId: snippet?.categoryId ?? '22',
      madeForKids: status?.selfDeclaredMadeForKids,
      containsSyntheticMedia: status?.containsSyntheticMedia,
      notifySubscribers,
      privacyStatus: standIn.forcedPrivacy ?? asked,
      publishAt: status?.publishAt ?? null,
      bytes: total,
      sha256: hash.digest('hex'),
      publishedAt: new Date(nowMs()).toISOString(),
      uploadStatus: 'uploaded',
      looksLeft: standIn.processingLooks,
      looks: standIn.processingLooks,
      thumbnailBytes: null,
    };
    videos.push(video);
    return video;
  }

  /** A video as it is told, a step further each time that it is looked at. */
  function shown(video: StandInVideo, isLook = true): object {
    if (isLook && video.uploadStatus === 'uploaded') {
      if (video.looksLeft <= 0) settle(video);
      else video.looksLeft -= 1;
    }
    if (video.publishAt !== null && Date.parse(video.publishAt) <= nowMs()) {
      video.privacyStatus = 'public';
      video.publishAt = null;
    }
    const { uploadStatus, failureReason, rejectionReason, privacyStatus, publishAt, looks, looksLeft } = video;
    const isWorking = uploadStatus === 'uploaded';
    return {
      kind: 'youtube#video',
      id: video.id,
      snippet: { title: video.title },
      status: {
        uploadStatus,
        failureReason,
        rejectionReason,
        privacyStatus,
        ...(publishAt === null ? {} : { publishAt }),
      },
      processingDetails: {
        processingStatus: isWorking ? 'processing' : uploadStatus === 'processed' ? 'succeeded' : 'failed',
        ...(isWorking
          ? { processingProgress: { partsTotal: String(looks), partsProcessed: String(looks - looksLeft) } }
          : {}),
      },
    };
  }

  function settle(video: StandInVideo): void {
    const { fate } = standIn;
    video.uploadStatus = fate?.uploadStatus ?? 'processed';
    if (fate?.uploadStatus === 'failed') video.failureReason = fate.reason;
    if (fate?.uploadStatus === 'rejected') video.rejectionReason = fate.reason;
  }

  async function thumbnail(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const video = videos.find(({ id }) => id === url.searchParams.get('videoId'));
    const bytes = (await bytesOf(request)).length;
    if (video === undefined) return refuse(response, 404, 'videoNotFound');
    if (bytes === 0) return refuse(response, 400, 'mediaBodyRequired');
    video.thumbnailBytes = bytes;
    respond(response, 200, { kind: 'youtube#thumbnailSetResponse', items: [{}] });
  }

  return standIn;
}
