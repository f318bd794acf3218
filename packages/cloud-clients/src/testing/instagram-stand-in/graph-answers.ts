import { errorBody, type StandInCall, type StandInContainer, type StandInReel } from './stand-in-state.ts';

/** What the stand-in holds and is set to. */
export interface GraphStandIn {
  /** Tokens that are good, each with the account that it is of. */
  readonly tokens: Map<string, string>;
  /** The id of the account that a token is of; null: it is none that works. */
  accountOf: (token: string) => string | null;
  readonly containers: Map<string, StandInContainer>;
  /** What is out, the oldest first. */
  readonly reels: StandInReel[];
  /** Looks at a container that still find it at work. */
  looksUntilFinished: number;
  readonly quota: { used: number; total: number };
  /** Its clock. */
  now: () => number;
}

interface Asked {
  readonly path: URL;
  readonly form: Readonly<Record<string, string>>;
  readonly token: string | null;
}

type Answer = readonly [status: number, body: unknown];

const fetchMs = 20_000;
const mostClipBytes = 300_000_000;
const mostCaption = 2200;
let nextId = 0;

function newId(prefix: string): string {
  nextId += 1;
  return `${prefix}${String(nextId).padStart(12, '0')}`;
}

/** Does what a call asks, and says how it is answered. */
export async function answerGraph(standIn: GraphStandIn, call: StandInCall, asked: Asked): Promise<Answer> {
  const { path, form, token } = asked;
  const accountId = token === null ? null : standIn.accountOf(token);
  if (accountId === null) return refuse(190, 'Invalid OAuth access token - Cannot parse access token');
  const [, , id = ''] = path.pathname.split('/');
  const isEdge = call === 'create' || call === 'publish' || call === 'list' || call === 'limit';
  if (isEdge && id !== accountId) return missing(id);
  switch (call) {
    case 'create':
      return create(standIn, accountId, form);
    case 'status':
      return status(standIn, id);
    case 'publish':
      return publish(standIn, accountId, form['creation_id'] ?? '');
    case 'permalink': {
      const reel = standIn.reels.find((each) => each.id === id);
      return reel === undefined ? missing(id) : [200, { permalink: reel.permalink, id }];
    }
    case 'list':
      return [
        200,
        {
          data: standIn.reels
            .filter((each) => each.accountId === accountId)
            .map(listed)
            .toReversed(),
        },
      ];
    case 'limit': {
      const { used, total } = standIn.quota;
      return [200, { data: [{ quota_usage: used, config: { quota_total: total, quota_duration: 86_400 } }] }];
    }
  }
}

async function create(standIn: GraphStandIn, accountId: string, form: Asked['form']): Promise<Answer> {
  if (form['media_type'] !== 'REELS') return refuse(100, 'Only photo or video can be accepted as media type.');
  const link = form['video_url'];
  if (link === undefined) return refuse(100, 'The parameter video_url is required');
  if ((form['caption'] ?? '').length > mostCaption) return refuse(36_004, 'The caption was too long', 2_207_010);
  const clip = await fetchClip(link);
  if (clip === null) return refuse(9004, 'Only photo or video can be accepted as media type.', 2_207_052);
  const id = newId('1789');
  const isTaken = isFastStart(clip);
  standIn.containers.set(id, {
    id,
    accountId,
    form,
    clip,
    looksLeft: standIn.looksUntilFinished,
    statusCode: isTaken ? 'IN_PROGRESS' : 'ERROR',
    status: isTaken ? 'In Progress' : 'Error: Media upload has failed with error code 2207026',
  });
  return [200, { id }];
}

function status(standIn: GraphStandIn, id: string): Answer {
  const container = standIn.containers.get(id);
  if (container === undefined) return missing(id);
  if (container.statusCode === 'IN_PROGRESS' && container.looksLeft <= 0) {
    container.statusCode = 'FINISHED';
    container.status = 'Finished: Media has been uploaded and it is ready to be published.';
  }
  container.looksLeft -= 1;
  return [200, { status_code: container.statusCode, status: container.status, id }];
}

/** A container makes one Reel, however often it is asked for. */
function publish(standIn: GraphStandIn, accountId: string, id: string): Answer {
  const container = standIn.containers.get(id);
  if (container === undefined || container.accountId !== accountId) return missing(id);
  if (container.statusCode === 'EXPIRED') return refuse(24, 'The requested resource does not exist', 2_207_006);
  if (container.statusCode !== 'FINISHED') return refuse(9007, 'Media ID is not available', 2_207_027);
  if (standIn.quota.used >= standIn.quota.total) return refuse(9, 'Application request limit reached', 2_207_042);
  standIn.quota.used += 1;
  container.statusCode = 'PUBLISHED';
  container.status = 'Published: Media has been published.';
  const reel: StandInReel = {
    id: newId('1800'),
    containerId: id,
    accountId,
    caption: container.form['caption'] ?? '',
    permalink: `https://www.instagram.com/reel/${id}/`,
    publishedAtMs: standIn.now(),
    form: container.form,
    clip: container.clip,
  };
  standIn.reels.push(reel);
  return [200, { id: reel.id }];
}

function listed({ id, caption, permalink, publishedAtMs }: StandInReel): unknown {
  const timestamp = new Date(publishedAtMs).toISOString().replace(/\.\d+Z$/, '+0000');
  return { id, caption, permalink, timestamp, media_product_type: 'REELS' };
}

function refuse(code: number, message: string, subcode?: number): Answer {
  return [code === 190 ? 401 : 400, errorBody(code, message, { subcode })];
}

function missing(id: string): Answer {
  const message = `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions`;
  return refuse(100, message, 33);
}

/** It fetches a clip itself, and follows nowhere; null: it could not. */
async function fetchClip(link: string): Promise<Buffer | null> {
  try {
    const response = await fetch(link, { redirect: 'error', signal: AbortSignal.timeout(fetchMs) });
    if (!response.ok) return null;
    const clip = Buffer.from(await response.arrayBuffer());
    return clip.length > 0 && clip.length <= mostClipBytes ? clip : null;
  } catch {
    return null;
  }
}

/** An MP4 or MOV with its index before its pictures. */
function isFastStart(clip: Buffer): boolean {
  if (clip.toString('latin1', 4, 8) !== 'ftyp') return false;
  const index = clip.indexOf('moov');
  const pictures = clip.indexOf('mdat');
  return index > 0 && (pictures < 0 || index < pictures);
}
