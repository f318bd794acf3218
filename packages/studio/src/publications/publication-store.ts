import type {
  AssetId,
  ConnectionId,
  JobId,
  ListPublicationsQuery,
  Post,
  PostContent,
  PostError,
  PostId,
  PostState,
  PostTime,
  Publication,
  PublicationId,
  PublishingService,
  Visibility,
} from '@videoexpress/job-schema';
import type { NewJob } from '../jobs/job-store.ts';
import type { Page } from '../page.ts';

/** A connected account as publications see it. */
export interface ChannelAccount {
  readonly connectionId: ConnectionId;
  readonly service: PublishingService;
  readonly accountId: string;
  readonly accountName: string;
  readonly needsLogin: boolean;
}

/** A post about to be kept. Without a job it is one of a draft. */
export interface NewPost {
  readonly id: PostId;
  readonly account: Pick<ChannelAccount, 'connectionId' | 'service' | 'accountName'>;
  readonly content: PostContent;
  readonly when: PostTime;
  readonly scheduledAtMs: number | null;
  readonly scheduledBy: Post['scheduledBy'];
  readonly job: NewJob | null;
}

export interface NewPublication {
  readonly id: PublicationId;
  readonly assetId: AssetId;
  readonly draft: boolean;
  readonly posts: readonly NewPost[];
}

/** What a request came to that was made before with the same key. */
export type RequestedBefore =
  | { readonly kind: 'repeated'; readonly publication: Publication }
  | { readonly kind: 'conflict'; readonly because: 'other_request' | 'removed' };

/** What became of a publication that was to go in. */
export type InsertedPublication =
  | { readonly kind: 'inserted'; readonly publication: Publication }
  | RequestedBefore
  /** The clip went into the trash, or for good, since it was looked for. */
  | { readonly kind: 'clip_gone' };

/** What became of a change. `wrong_state`: it is no draft any more, or the post is elsewhere by now. */
export type ChangedPublication =
  | { readonly kind: 'changed'; readonly publication: Publication }
  | { readonly kind: 'not_found' | 'wrong_state' | 'clip_gone' };

/** What is written of a post. What is left out stays as it is. */
export interface PostChange {
  readonly state?: PostState;
  readonly fraction?: number | null;
  readonly scheduledBy?: Post['scheduledBy'];
  readonly remoteId?: string | null;
  readonly url?: string | null;
  readonly visibility?: Visibility | null;
  readonly note?: string | null;
  readonly error?: PostError | null;
  readonly publishedAtMs?: number | null;
}

/** A post together with what is needed to send it. */
export interface PostAtWork {
  readonly publicationId: PublicationId;
  readonly assetId: AssetId | null;
  readonly post: Post;
  /** Null: the connection was removed. */
  readonly account: ChannelAccount | null;
}

/**
 * The memory of publications. A change, its jobs and their events are committed together or not at all. What becomes of a
 * post's job is written to the post in the transaction of the job. Throws `StoreUnavailable` and nothing else.
 */
export interface PublicationStore {
  /** Null: no request was made with this key. */
  requestedBefore(idempotency: { readonly key: string; readonly bodyHash: string }): Promise<RequestedBefore | null>;
  insert(
    publication: NewPublication,
    idempotency: { readonly key: string; readonly bodyHash: string } | null,
    nowMs: number,
  ): Promise<InsertedPublication>;
  get(id: PublicationId): Promise<Publication | null>;
  /** Newest first. Null: the cursor is none of this list's. */
  list(query: ListPublicationsQuery): Promise<Page<Publication> | null>;
  /** The account of a connection; null: there is none. */
  account(id: ConnectionId): Promise<ChannelAccount | null>;
  /** Puts other posts in the place of a draft's. */
  changeDraft(
    id: PublicationId,
    change: { readonly assetId: AssetId; readonly posts: readonly NewPost[] },
    nowMs: number,
  ): Promise<ChangedPublication>;
  /** The posts of a draft get their jobs. */
  send(id: PublicationId, posts: readonly NewPost[], nowMs: number): Promise<ChangedPublication>;
  /** Removes what has ended, or never began; not while something of it is still being taken back. */
  remove(id: PublicationId, nowMs: number): Promise<'removed' | 'not_found' | 'wrong_state'>;
  /** A post that ended gets a new job; only out of the state that was seen. */
  sendAgain(id: PostId, seen: PostState, job: NewJob, nowMs: number): Promise<ChangedPublication>;
  /** Another time for a post whose job waits and was never begun. */
  reschedule(
    id: PostId,
    time: { readonly when: PostTime; readonly scheduledAtMs: number | null; readonly scheduledBy: Post['scheduledBy'] },
    runAtMs: number | null,
    nowMs: number,
  ): Promise<ChangedPublication>;
  /** A post with its account, as it now is. */
  post(id: PostId): Promise<PostAtWork | null>;
  /** The post whose newest job this is; null: it has another one since, or is gone. */
  postOfJob(id: JobId): Promise<PostAtWork | null>;
  /** Writes what is known of a post, with its event, unless it is in one of `unless`. Null: then, or it is gone. */
  note(id: PostId, change: PostChange, unless: readonly PostState[], nowMs: number): Promise<Publication | null>;
  /** When posts go out that have not, of one connection; for the next free slot. */
  scheduledTimes(connection: ConnectionId): Promise<readonly number[]>;
  /** Posts that their service was to put out before `beforeMs`. */
  dueAtService(beforeMs: number): Promise<readonly PostId[]>;
  /** Lets the jobs but `except` go on at once whose posts wait for a login that is there again; answers which. */
  resumeAfterLogin(nowMs: number, except: readonly JobId[]): Promise<readonly JobId[]>;
}

/** What sites remember of their attempts, sealed by whoever calls. */
export interface JournalStore {
  read(attempt: string): Promise<string | null>;
  write(
    entry: { readonly attempt: string; readonly post: PostId; readonly sealed: string },
    nowMs: number,
  ): Promise<void>;
  forget(attempt: string): Promise<void>;
  /** Whether something was begun for this post by an attempt that is not closed: it may not have been taken back yet. */
  isOpen(post: PostId): Promise<boolean>;
}
