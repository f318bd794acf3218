import type {
  CreatePublicationRequest,
  ListPublicationsQuery,
  PatchPublicationRequest,
  PostId,
  Preflight,
  PreflightRequest,
  Publication,
  PublicationId,
  ReschedulePostRequest,
  Result,
  RetryPostRequest,
} from '@videoexpress/job-schema';
import type { Page } from '../page.ts';
import type { Refusal } from '../refusal.ts';

/** What can be asked of publications. Each answer is the publication as it then is. */
export interface Publications {
  create(
    request: CreatePublicationRequest,
    idempotencyKey: string | null,
  ): Promise<Result<{ readonly publication: Publication; readonly repeated: boolean }, Refusal>>;
  get(id: PublicationId): Promise<Publication | null>;
  list(query: ListPublicationsQuery): Promise<Result<Page<Publication>, Refusal>>;
  /** Looks at everything that would stand against such posts. Nothing is sent. */
  preflight(request: PreflightRequest, signal: AbortSignal): Promise<Result<Preflight, Refusal>>;
  /** Drafts only. */
  patch(id: PublicationId, patch: PatchPublicationRequest): Promise<Result<Publication, Refusal>>;
  /** A draft goes out. */
  send(id: PublicationId): Promise<Result<Publication, Refusal>>;
  remove(id: PublicationId): Promise<Result<null, Refusal>>;
  retryPost(id: PublicationId, post: PostId, request: RetryPostRequest): Promise<Result<Publication, Refusal>>;
  cancelPost(id: PublicationId, post: PostId): Promise<Result<Publication, Refusal>>;
  reschedulePost(
    id: PublicationId,
    post: PostId,
    request: ReschedulePostRequest,
  ): Promise<Result<Publication, Refusal>>;
}
