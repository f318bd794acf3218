import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Arrivals } from './arrivals.ts';
import { type Dialect, type KeptVideo, sglang, vllmOmni } from './dialects.ts';
import type { Route, VideosApiFault } from './faults.ts';
import { routes } from './routes.ts';
import { type ReceivedForm, readVideoForm } from './video-form.ts';

export interface VideosApiServerOptions {
  readonly dialect?: 'vllm-omni' | 'sglang';
  readonly models?: readonly string[];
  /** Without it, none is asked for, as sglang knows none. */
  readonly key?: string;
  /** Its wall clock, in milliseconds. */
  readonly now?: () => number;
  /** What every finished clip is. */
  readonly clip?: Buffer;
  /** Where it listens; left out, any free port. */
  readonly port?: number;
}

/**
 * A server that answers as vllm-omni or sglang does, renders nothing, and does what a test says: it brings videos on, and
 * injects every fault. Written after the sources of both (see `videos-api/wire.ts`).
 */
export class VideosApiServer {
  readonly #options: VideosApiServerOptions;
  readonly #dialect: Dialect;
  readonly #server: Server;
  readonly #faults: { route: Route; fault: VideosApiFault }[] = [];
  readonly #videos = new Map<string, KeptVideo>();
  readonly #arrivals = new Arrivals<Route | 'form'>();
  /** Every form that came, taken or not, in order. */
  readonly forms: ReceivedForm[] = [];
  /** Each request that came: method and path, without what a fault broke before. */
  readonly requests: string[] = [];
  /** What it was shown as a credential, newest last. */
  readonly credentials: (string | null)[] = [];
  models: readonly string[];
  /** Renders that the GPU is at, also of videos that were forgotten meanwhile. */
  readonly rendering = new Set<string>();
  /** Resolves once a clip stands still on its way. */
  readonly stalled: Promise<void>;
  #tellStalled: () => void = () => undefined;
  #open = 0;
  /** Where it listened before it went away. */
  #port = 0;

  constructor(options: VideosApiServerOptions = {}) {
    this.#options = options;
    this.stalled = new Promise((resolve) => (this.#tellStalled = resolve));
    this.#dialect = options.dialect === 'sglang' ? sglang : vllmOmni;
    this.models = options.models ?? ['Wan-AI/Wan2.2-T2V-A14B-Diffusers'];
    this.#server = createServer((request, response) => {
      this.#open += 1;
      response.once('close', () => (this.#open -= 1));
      void this.#answer(request, response);
    });
  }

  static async start(options: VideosApiServerOptions = {}): Promise<VideosApiServer> {
    const server = new VideosApiServer(options);
    server.#port = options.port ?? 0;
    await server.comeBack();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    const address = this.#server.address();
    return address === null ? this.#port : (address as AddressInfo).port;
  }

  /** Requests that are not answered yet. */
  get openRequests(): number {
    return this.#open;
  }

  get videos(): readonly KeptVideo[] {
    return [...this.#videos.values()];
  }

  /** The next request of the route meets this fault. Several wait in line. */
  next(route: Route, fault: VideosApiFault): void {
    this.#faults.push({ route, fault });
  }

  /** Resolves once so many forms came in. */
  received(count: number): Promise<void> {
    return this.#arrivals.until('form', count);
  }

  /** Resolves once a request of the route came, whatever befell it. */
  asked(route: Route): Promise<void> {
    return this.#arrivals.until(route, 1);
  }

  video(id: string): KeptVideo {
    const found = this.#videos.get(id);
    if (found === undefined) throw new Error(`It has no video ${id}`);
    return found;
  }

  begin(id: string, progress = 0): void {
    Object.assign(this.video(id), { status: 'in_progress', progress });
    this.rendering.add(id);
  }

  /** `inferenceSeconds`: what it says that the render took. */
  finish(id: string, inferenceSeconds = 12.5): void {
    const clip = this.#options.clip ?? Buffer.from('a clip of a few bytes');
    Object.assign(this.video(id), { status: 'completed', progress: 100, clip, inferenceSeconds });
    this.rendering.delete(id);
  }

  fail(id: string, error: KeptVideo['error'], inferenceSeconds: number | null = null): void {
    Object.assign(this.video(id), { status: 'failed', error, inferenceSeconds });
    this.rendering.delete(id);
  }

  /** Its machine cannot be reached from now on; what it renders goes on. */
  async goAway(): Promise<void> {
    this.#port = this.port;
    await this.close();
  }

  /** It can be reached again, where it was. */
  async comeBack(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  /** Forgets everything, as both servers do when they are started anew. */
  forget(): void {
    this.#videos.clear();
    this.rendering.clear();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const found = routes.find(([pattern, method]) => request.method === method && pattern.test(url.pathname));
    response.setHeader('date', new Date(this.#now()).toUTCString());
    if (found === undefined) return this.#refuse(response, 404, 'Not Found');
    const [pattern, , route] = found;
    this.#arrivals.note(route);
    const at = this.#faults.findIndex((each) => each.route === route);
    const fault = at === -1 ? null : (this.#faults.splice(at, 1)[0]?.fault ?? null);
    if (fault?.kind === 'never') return;
    if (fault?.kind === 'reset_before') return void request.socket.destroy();
    this.requests.push(`${request.method} ${url.pathname}`);
    this.credentials.push(request.headers.authorization ?? null);
    if (this.#options.key !== undefined && request.headers.authorization !== `Bearer ${this.#options.key}`)
      return send(response, 401, { error: 'Unauthorized' });
    if (fault?.kind === 'answer') return send(response, fault.status, fault.body, fault.headers);
    if (fault?.kind === 'html') {
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      return void response.end('<html><body><h1>Bad gateway</h1></body></html>');
    }
    if (fault?.kind === 'taken_late') {
      const form = await this.#receive(request);
      await fault.until;
      return void this.#create(form);
    }
    const id = decodeURIComponent(pattern.exec(url.pathname)?.[1] ?? '');
    const reply = await this.#handle(route, id, url, request);
    if (fault?.kind === 'reset_after') return void request.socket.destroy();
    if (fault?.kind === 'hang_after') return;
    if (fault?.kind === 'late') await fault.until;
    if (fault?.kind === 'answer_after') return this.#refuse(response, fault.status, 'Internal Server Error');
    if (fault?.kind === 'half_json') {
      const text = JSON.stringify(reply.body);
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      return void response.end(text.slice(0, text.length / 2));
    }
    if (!Buffer.isBuffer(reply.body)) return send(response, reply.status, reply.body);
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': reply.body.length });
    if (fault?.kind !== 'truncated' && fault?.kind !== 'stalled') return void response.end(reply.body);
    response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)), () => {
      if (fault.kind === 'truncated') request.socket.destroy();
      else this.#tellStalled();
    });
  }

  async #handle(route: Route, id: string, url: URL, request: IncomingMessage): Promise<Reply> {
    const { list, modelCard, record, failedStatus } = this.#dialect;
    switch (route) {
      case 'models':
        return { status: 200, body: { object: 'list', data: this.models.map(modelCard) } };
      case 'create':
        return this.#create(await this.#receive(request));
      case 'list': {
        const newestFirst = this.videos.toReversed();
        return { status: 200, body: list(newestFirst.slice(0, Number(url.searchParams.get('limit') ?? 20))) };
      }
      case 'read': {
        const video = this.#videos.get(id);
        if (video === undefined) return this.#refusal(404, 'Video not found');
        return { status: video.status === 'failed' ? failedStatus(video) : 200, body: record(video) };
      }
      case 'content':
        return this.#content(this.#videos.get(id));
      case 'delete':
        return this.#delete(this.#videos.get(id));
    }
  }

  async #receive(request: IncomingMessage): Promise<ReceivedForm | null> {
    const form = await readVideoForm(request);
    if (form === null) return null;
    this.forms.push(form);
    this.#arrivals.note('form');
    return form;
  }

  #create(form: ReceivedForm | null): Reply {
    if (form === null) return this.#refusal(422, 'Field required', 'prompt');
    const { prompt, model, size, seconds, fps = '24' } = form.fields;
    const frames = form.fields['num_frames'] ?? Number(seconds ?? 4) * Number(fps);
    if (prompt === undefined || prompt === '') return this.#refusal(400, 'prompt is required', 'prompt');
    const [serves = ''] = this.models;
    if (this.#dialect.name === 'vllm-omni' && model !== undefined && model !== serves)
      return this.#refusal(400, `Model mismatch: request specifies '${model}' but server is running '${serves}'.`);
    if (/i2v/i.test(serves) && !/ti2v/i.test(serves) && form.picture === null)
      return this.#refusal(400, 'input_reference or reference_url is required for image-to-video generation');
    const video: KeptVideo = {
      id: this.#dialect.newId(),
      model: model ?? serves,
      prompt,
      size: size ?? '',
      secondsSent: seconds ?? null,
      numFrames: Number(frames),
      fps: Number(fps),
      createdAtS: Math.floor(this.#now() / 1000),
      status: 'queued',
      progress: 0,
      inferenceSeconds: null,
      error: null,
      clip: null,
      cloudUrl: null,
    };
    this.#videos.set(video.id, video);
    return { status: 200, body: this.#dialect.record(video) };
  }

  #content(video: KeptVideo | undefined): Reply {
    if (video === undefined) return this.#refusal(404, 'Video not found');
    if (video.cloudUrl !== null)
      return this.#refusal(
        400,
        `Video has been uploaded to cloud storage. Please use the cloud URL: ${video.cloudUrl}`,
      );
    if (video.status === 'failed' && this.#dialect.name === 'vllm-omni')
      return this.#refusal(422, 'Video generation failed. Check job status for error details.');
    if (video.clip === null) return this.#refusal(404, 'Generation is still in-progress');
    return { status: 200, body: video.clip };
  }

  #delete(video: KeptVideo | undefined): Reply {
    if (video === undefined) return this.#refusal(404, 'Video not found');
    this.#videos.delete(video.id);
    if (this.#dialect.stopsOnDelete) this.rendering.delete(video.id);
    return { status: 200, body: this.#dialect.deleted(video) };
  }

  #refusal(status: number, message: string, field?: string): Reply {
    return { status, body: this.#dialect.refusal(status, message, field) };
  }

  #refuse(response: ServerResponse, status: number, message: string): void {
    send(response, status, this.#dialect.refusal(status, message));
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

interface Reply {
  readonly status: number;
  /** A buffer is a clip, all else JSON. */
  readonly body: unknown;
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
