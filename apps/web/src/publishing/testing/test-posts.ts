import {
  type Connection,
  newConnectionId,
  newPostId,
  newPublicationId,
  type Post,
  postContentSchema,
  type Publication,
  type PublishingService,
} from '@videoexpress/job-schema';

const at = '2026-11-24T10:00:00.000Z';

/** A login, as the tests of the Social Hub need one. */
export function testConnection(service: PublishingService, change: Partial<Connection> = {}): Connection {
  return {
    id: newConnectionId(),
    service,
    accountId: 'acc-1',
    accountName: 'Low Tide Films',
    handle: 'lowtidefilms',
    accountUrl: null,
    state: 'ok',
    detail: null,
    scopes: [],
    expiresAt: null,
    createdAt: at,
    refreshedAt: null,
    version: 1,
    ...change,
  };
}

/** A post that is on its way. */
export function testPost(change: Partial<Post> = {}): Post {
  return {
    id: newPostId(),
    connectionId: newConnectionId(),
    service: 'youtube',
    accountName: 'Low Tide Films',
    content: postContentSchema.parse({ title: 'The keeper', text: 'One lamp' }),
    when: { kind: 'now' },
    state: 'queued',
    fraction: null,
    jobId: null,
    scheduledAt: null,
    scheduledBy: null,
    remoteId: null,
    url: null,
    visibility: null,
    note: null,
    error: null,
    publishedAt: null,
    ...change,
  };
}

/** A publication with these posts. */
export function testPublication(posts: readonly Post[], change: Partial<Publication> = {}): Publication {
  return {
    id: newPublicationId(),
    assetId: null,
    clipName: 'Lighthouse at dusk',
    draft: false,
    posts: [...posts],
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...change,
  };
}
