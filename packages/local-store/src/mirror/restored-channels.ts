import {
  auditActions,
  postErrorSchema,
  type PostError,
  type PostState,
  postStates,
  publishingServices,
} from '@videoexpress/job-schema';
import type { Insertable } from 'kysely';
import { z } from 'zod';
import type { AuditTable, ConnectionTable, PostTable, PublicationTable } from '../tables.ts';

const nullableText = z.string().nullable();
const nullableNumber = z.number().nullable();
const service = z.enum(Object.keys(publishingServices) as [keyof typeof publishingServices]);

const connection = z.object({
  id: z.string(),
  service,
  account_id: z.string(),
  account_name: z.string(),
  handle: nullableText,
  account_url: nullableText,
  state: z.enum(['ok', 'needs_login']),
  detail: nullableText,
  scopes_json: z.string(),
  access_expires_at_ms: nullableNumber,
  expires_at_ms: nullableNumber,
  created_at_ms: z.number(),
  refreshed_at_ms: nullableNumber,
  version: z.number(),
});

const post = z.object({
  id: z.string(),
  publication_id: z.string(),
  position: z.number(),
  connection_id: z.string(),
  service,
  account_name: z.string(),
  content_json: z.string(),
  when_json: z.string(),
  state: z.enum(postStates),
  fraction: nullableNumber,
  job_id: nullableText,
  scheduled_at_ms: nullableNumber,
  scheduled_by: z.enum(['service', 'this_computer']).nullable(),
  remote_id: nullableText,
  url: nullableText,
  visibility: nullableText,
  note: nullableText,
  error_json: nullableText,
  published_at_ms: nullableNumber,
});

const publication = z.object({
  id: z.string(),
  asset_id: nullableText,
  clip_name: z.string(),
  draft: z.number(),
  created_at_ms: z.number(),
  updated_at_ms: z.number(),
  version: z.number(),
  posts: z.array(post),
});

const auditLine = z.object({
  at: z.string(),
  action: z.enum(auditActions),
  actor: z.enum(['browser', 'program', 'studio']),
  subject: nullableText,
  detail: nullableText,
});

/** A login as it comes back. Without tokens that can be opened, the person logs in once more. */
export function restoredConnection(data: unknown, tokensSealed: string | null): Insertable<ConnectionTable> | null {
  const parsed = connection.safeParse(data);
  if (!parsed.success) return null;
  if (tokensSealed !== null) return { ...parsed.data, tokens_sealed: tokensSealed };
  const detail = 'It came back from the cloud without its tokens. Log in once more.';
  return { ...parsed.data, tokens_sealed: null, state: 'needs_login', detail };
}

export interface RestoredPublication {
  readonly row: Insertable<PublicationTable>;
  readonly posts: readonly Insertable<PostTable>[];
}

/** States in which this computer had something to do yet. */
const underWay: ReadonlySet<PostState> = new Set(['queued', 'uploading', 'processing', 'scheduled']);

const leftBehind: PostError = postErrorSchema.parse({
  code: 'restored',
  detail: 'The computer that was to publish it is another one.',
  userMessage: 'It was under way on another computer, and may be published. Look there before you post it again.',
  action: 'look',
});

/** A publication as it comes back. Nothing of it goes out by itself: whether it did already, nobody here can say. */
export function restoredPublication(data: unknown): RestoredPublication | null {
  const parsed = publication.safeParse(data);
  if (!parsed.success) return null;
  const { posts, ...row } = parsed.data;
  return { row, posts: posts.map((each) => settled(each)) };
}

function codeOf(json: string | null): string | null {
  try {
    return z.object({ code: z.string() }).parse(JSON.parse(json ?? '{}')).code;
  } catch {
    return null;
  }
}

function settled(row: z.infer<typeof post>): Insertable<PostTable> {
  const isTheirs = row.state === 'scheduled' && row.scheduled_by === 'service';
  // Its job, which would have gone on after the login, is over.
  const waitsForLogin = row.state === 'needs_attention' && codeOf(row.error_json) === 'needs_login';
  if ((!underWay.has(row.state) && !waitsForLogin) || isTheirs) return row;
  return { ...row, state: 'needs_attention', error_json: JSON.stringify(leftBehind), fraction: null };
}

/** A line of the audit log as it comes back; it gets a new number. */
export function restoredAudit(columns: unknown): Insertable<AuditTable> | null {
  const parsed = auditLine.safeParse(columns);
  if (!parsed.success) return null;
  const { at, ...line } = parsed.data;
  const at_ms = Date.parse(at);
  return Number.isNaN(at_ms) ? null : { ...line, at_ms };
}
