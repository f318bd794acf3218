import {
  type Connection,
  createPublicationRequestSchema,
  newConnectionId,
  newPostId,
  newPublicationId,
  type Post,
  preflightRequestSchema,
  type PreflightLine,
  type Publication,
  type PublishingService,
} from '@videoexpress/job-schema';
import { fakeTime } from './fake-jobs.ts';

/** Accounts and publications of the fake daemon. Posts do what the test says. */
export function createFakePublications(tell: (topic: string, payload: Publication) => void) {
  const connections: Connection[] = [];
  const all = new Map<string, Publication>();
  const byKey = new Map<string, Publication>();
  /** Bodies of the publications that were made. */
  const requests: ReturnType<typeof createPublicationRequestSchema.parse>[] = [];
  /** What the pre-flight says of each post. */
  const lines: PreflightLine[] = [];
  const retries: unknown[] = [];

  function update(publication: Publication, postId: string | null, change: Partial<Post>): Publication {
    const before = all.get(publication.id) ?? publication;
    const posts = before.posts.map((post) => (postId === null || post.id === postId ? { ...post, ...change } : post));
    const next = { ...before, posts, version: before.version + 1 };
    all.set(next.id, next);
    tell('publication', next);
    return next;
  }

  return {
    connections,
    all,
    requests,
    lines,
    retries,
    /** Changes every post of a publication, and tells everyone. */
    update: (publication: Publication, change: Partial<Post>) => update(publication, null, change),
    connect(service: PublishingService, accountName: string, handle: string | null = null): Connection {
      const connection: Connection = {
        id: newConnectionId(),
        service,
        accountId: accountName,
        accountName,
        handle,
        accountUrl: null,
        state: 'ok',
        detail: null,
        scopes: [],
        expiresAt: null,
        createdAt: fakeTime,
        refreshedAt: null,
        version: 1,
      };
      connections.push(connection);
      return connection;
    },
    /** The newest one. */
    last(): Publication {
      const last = [...all.values()].at(-1);
      if (last === undefined) throw new Error('None was made');
      return last;
    },

    /** Null: no call of these. */
    answer(call: string, body: string, key: string | null): { readonly status: number; readonly body: unknown } | null {
      const [method, path = ''] = call.split(' ');
      if (call === 'GET /api/v1/connections')
        return { status: 200, body: { items: connections, services: [], nextCursor: null } };
      if (!path.startsWith('/api/v1/publications')) return null;
      const [, , , , id = '', , postId = '', action = ''] = path.split('/');
      if (call === 'POST /api/v1/publications/preflight') {
        const { posts } = preflightRequestSchema.parse(JSON.parse(body));
        const looked = posts.map(({ connectionId, when }) => ({
          connectionId,
          service: connections.find((each) => each.id === connectionId)?.service ?? 'youtube',
          lines,
          quota: null,
          slotAt: when.kind === 'at' ? when.at : null,
          scheduledBy: null,
        }));
        return { status: 200, body: { posts: looked } };
      }
      if (call === 'GET /api/v1/publications')
        return { status: 200, body: { items: [...all.values()].toReversed(), nextCursor: null } };
      if (call === 'POST /api/v1/publications') {
        const known = key === null ? undefined : byKey.get(key);
        if (known !== undefined) return { status: 200, body: known };
        const request = createPublicationRequestSchema.parse(JSON.parse(body));
        requests.push(request);
        const made = publicationOf(request, connections);
        all.set(made.id, made);
        if (key !== null) byKey.set(key, made);
        return { status: 201, body: made };
      }
      const publication = all.get(id);
      if (publication === undefined) return null;
      if (method === 'GET') return { status: 200, body: publication };
      if (action === 'cancel') return { status: 200, body: update(publication, postId, { state: 'cancelled' }) };
      if (action !== 'retry') return null;
      retries.push(JSON.parse(body));
      return { status: 200, body: update(publication, postId, { state: 'queued', error: null }) };
    },
  };
}

export type FakePublications = ReturnType<typeof createFakePublications>;

function publicationOf(
  { assetId, draft, posts }: ReturnType<typeof createPublicationRequestSchema.parse>,
  connections: readonly Connection[],
): Publication {
  return {
    id: newPublicationId(),
    assetId,
    clipName: 'A red fox',
    draft,
    createdAt: fakeTime,
    updatedAt: fakeTime,
    version: 1,
    posts: posts.map(({ connectionId, content, when }) => {
      const account = connections.find(({ id }) => id === connectionId);
      return {
        id: newPostId(),
        connectionId,
        service: account?.service ?? 'youtube',
        accountName: account?.accountName ?? '',
        content,
        when,
        state: draft ? 'draft' : when.kind === 'at' ? 'scheduled' : 'queued',
        fraction: null,
        jobId: null,
        scheduledAt: when.kind === 'at' ? when.at : null,
        scheduledBy: when.kind === 'at' ? 'this_computer' : null,
        remoteId: null,
        url: null,
        visibility: null,
        note: null,
        error: null,
        publishedAt: null,
      };
    }),
  };
}
