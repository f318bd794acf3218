import type { Asset, AssetId, Result } from '@videoexpress/job-schema';
import type { Clock, Refusal, Studio } from '@videoexpress/studio';
import { createPlaces } from '../answer/places.ts';
import { json, refuse, type Reply } from '../answer/reply.ts';
import { inviteBody } from '../body/read-body.ts';
import { posterType } from '../content/media-types.ts';
import { createSendMedia } from '../content/send-media.ts';
import { type HttpProblem, problemOfRefusal } from '../problems.ts';
import { createDiskClaims, type FreeBytes } from '../uploads/free-space.ts';
import { receiveUpload } from '../uploads/receive-upload.ts';
import { actorOf } from './audit.ts';
import { eventIdHeader } from './event-id.ts';
import type { Handlers, RouteCall } from './handler.ts';

type AssetHandlers = Pick<
  Handlers,
  | 'createAsset'
  | 'listAssets'
  | 'getAsset'
  | 'getAssetDetails'
  | 'getAssetTree'
  | 'getAssetContent'
  | 'getAssetPoster'
  | 'patchAsset'
  | 'deleteAsset'
  | 'restoreAsset'
>;

const noAsset = { code: 'not_found', detail: 'There is no asset with this id.' } as const;
const stopped = {
  code: 'shutting_down',
  detail: 'The daemon is stopping. Nothing was kept; send the file again when it runs.',
} as const;
/** A page sends two at once. Each holds a connection, and room on the disk, until its file is checked. */
const mostUploads = 16;
const tooManyUploads: HttpProblem = {
  code: 'rate_limited',
  detail: `${mostUploads} files are being uploaded already, the most at once. Nothing was kept; send the file again in a moment.`,
  headers: { 'retry-after': '5' },
};
const noPoster = { code: 'not_found', detail: 'This asset has no poster.' } as const;

/** The library: uploads in, entries and files out. */
export function assetHandlers(
  { assets, events, audit }: Pick<Studio, 'assets' | 'events' | 'audit'>,
  deps: {
    uploadFolder: string;
    mediaFolders: readonly string[];
    freeBytes: FreeBytes;
    maxUploadBytes: number;
    stopping: AbortSignal;
    readerStallMs: number;
    clock: Clock;
  },
): AssetHandlers {
  const claimDisk = createDiskClaims(deps.uploadFolder, deps.freeBytes);
  const uploadPlaces = createPlaces(mostUploads);
  const sendMedia = createSendMedia(deps.mediaFolders, deps.readerStallMs);
  async function takeIn({ request, response, signal }: RouteCall<'createAsset'>): Promise<Reply> {
    inviteBody(request, response);
    const upload = await receiveUpload(request, {
      folder: deps.uploadFolder,
      claimDisk,
      clock: deps.clock,
      maxBytes: deps.maxUploadBytes,
      stopping: deps.stopping,
    });
    if (!upload.ok) return refuse(upload.error);
    const { file, name, fields } = upload.value;
    try {
      const imported = await assets.importFile(
        { path: file.path, name, field: 'file', ...fields },
        AbortSignal.any([signal, deps.stopping]),
      );
      if (!imported.ok) return refuse(deps.stopping.aborted ? stopped : problemOfRefusal(imported.error));
      const { asset, isNew } = imported.value;
      return json(isNew ? 201 : 200, asset);
    } finally {
      await file.discard();
    }
  }

  /** A file that is not on this computer may be in the object storage: it is fetched once, and is here from then on. */
  async function sendOrFetch(id: AssetId, which: 'clip' | 'poster', send: () => Promise<Reply>): Promise<Reply> {
    const sent = await send();
    if (sent.kind !== 'problem' || sent.problem.code !== 'not_found') return sent;
    const back = await assets.fetchBack(id, which, deps.stopping);
    return back.ok ? send() : refuse(problemOfRefusal(back.error));
  }

  return {
    createAsset: async (call) => {
      const giveBack = uploadPlaces.take();
      if (giveBack === null) return refuse(tooManyUploads);
      try {
        return await takeIn(call);
      } finally {
        giveBack();
      }
    },
    listAssets: async ({ query }) => {
      const headers = await eventIdHeader(events);
      const page = await assets.list(query);
      return page.ok ? json(200, page.value, headers) : refuse(problemOfRefusal(page.error));
    },
    getAsset: async ({ params }) => {
      const headers = await eventIdHeader(events);
      const asset = await assets.get(params.id);
      return asset === null ? refuse(noAsset) : json(200, asset, headers);
    },
    getAssetDetails: async ({ params }) => {
      const headers = await eventIdHeader(events);
      const details = await assets.details(params.id);
      return details === null ? refuse(noAsset) : json(200, details, headers);
    },
    getAssetTree: async ({ params }) => {
      const headers = await eventIdHeader(events);
      const tree = await assets.tree(params.id);
      return tree === null ? refuse(noAsset) : json(200, tree, headers);
    },
    patchAsset: async ({ params, body }) => assetReply(await assets.patch(params.id, body)),
    deleteAsset: async ({ params, query, credential }) => {
      const forGood = query.permanent === '1';
      const deleted = await (forGood ? assets.purge(params.id) : assets.trash(params.id));
      const action = forGood ? 'asset_purged' : 'asset_trashed';
      if (deleted.ok) await audit.note({ action, subject: params.id, actor: actorOf(credential) });
      return assetReply(deleted);
    },
    restoreAsset: async ({ params, credential }) => {
      const restored = await assets.restore(params.id);
      if (restored.ok) await audit.note({ action: 'asset_restored', subject: params.id, actor: actorOf(credential) });
      return assetReply(restored);
    },
    getAssetContent: async ({ params, query, request, response }) => {
      const files = await assets.files(params.id);
      if (files === null) return refuse(noAsset);
      const { name, mimeType, sha256, bytes } = files.asset;
      const asAttachment = query.download === '1';
      const media = { path: files.path, name, mimeType, etag: `"${sha256}"`, bytes, asAttachment };
      return sendOrFetch(params.id, 'clip', () => sendMedia(request, response, media));
    },
    getAssetPoster: async ({ params, request, response }) => {
      const files = await assets.files(params.id);
      if (files === null || files.posterPath === null) return refuse(files === null ? noAsset : noPoster);
      const { name, sha256 } = files.asset;
      const mimeType = posterType(files.posterPath);
      const etag = `"${sha256}-poster"`;
      const media = { path: files.posterPath, name, mimeType, etag, bytes: null, asAttachment: false };
      return sendOrFetch(params.id, 'poster', () => sendMedia(request, response, media));
    },
  };
}

function assetReply(result: Result<Asset, Refusal>): Reply {
  return result.ok ? json(200, result.value) : refuse(problemOfRefusal(result.error));
}
