import {
  type AssetId,
  type Connection,
  newConnectionId,
  type Post,
  type PostRequest,
  postContentSchema,
  type Publication,
  type PublicationId,
} from '@videoexpress/job-schema';
import { ScriptedSite } from './scripted-site.ts';
import { newAsset } from './studio-double.ts';
import { fakeClip, type TestStudio, testStudio, type TestStudioOptions } from './test-studio.ts';

export interface PublishingStudio extends TestStudio {
  readonly site: ScriptedSite;
  readonly channel: Connection;
  readonly clip: AssetId;
  request(change?: Partial<PostRequest>): PostRequest;
  publish(change?: Partial<PostRequest>): Promise<Publication>;
  publication(id: PublicationId): Promise<Publication>;
  /** The only post of a publication. */
  post(id: PublicationId): Promise<Post>;
  untilPost(id: PublicationId, condition: (post: Post) => boolean): Promise<Post>;
}

/** A studio with a connected channel and a clip in its library, started. */
export async function publishingStudio(
  options: TestStudioOptions & { readonly site?: ScriptedSite } = {},
): Promise<PublishingStudio> {
  const site = options.site ?? new ScriptedSite();
  const test = testStudio({ ...options, sites: () => [site] });
  await test.studio.start();
  const known = (await test.store.connections.list())[0]?.connection;
  const channel = known ?? (await connect(test));
  const clips = await test.studio.assets.list({ limit: 1, type: 'video' });
  const before = clips.ok ? clips.value.items[0]?.id : undefined;
  const clip = before ?? (await makeClip(test));
  const request = (change: Partial<PostRequest> = {}): PostRequest => ({
    connectionId: channel.id,
    content: postContentSchema.parse({ title: 'Low tide' }),
    when: { kind: 'now' },
    ...change,
  });
  const publication = async (id: PublicationId) => {
    const found = await test.studio.publications.get(id);
    if (found === null) throw new Error(`No publication ${id}`);
    return found;
  };
  const post = async (id: PublicationId) => {
    const [only] = (await publication(id)).posts;
    if (only === undefined) throw new Error('It has no post');
    return only;
  };
  return {
    ...test,
    site,
    channel,
    clip,
    request,
    publication,
    post,
    async publish(change) {
      const made = await test.studio.publications.create(
        { assetId: clip, draft: false, posts: [request(change)] },
        null,
      );
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      return made.value.publication;
    },
    async untilPost(id, condition) {
      await test.until(async () => condition(await post(id)));
      return post(id);
    },
  };
}

async function connect(test: TestStudio): Promise<Connection> {
  const login = {
    id: newConnectionId(),
    service: 'youtube',
    accountId: 'UC-1',
    accountName: 'Low Tide Films',
    handle: null,
    accountUrl: null,
    scopes: ['upload'],
    tokensSealed: 'sealed',
    accessExpiresAtMs: null,
    expiresAtMs: null,
    refreshedAtMs: null,
  } as const;
  return (await test.store.connections.save(login, test.clock.now())).connection;
}

async function makeClip({ store, folders, clock }: TestStudio): Promise<AssetId> {
  const asset = newAsset('video', { name: 'Low tide', bytes: 6, width: 64, height: 64, durationSeconds: 1, fps: 8 });
  await store.assets.insert({ asset, path: fakeClip(folders), posterPath: null, settings: null }, clock.now());
  return asset.id;
}
