import type { Publication, Result } from '@videoexpress/job-schema';
import type { Refusal, Studio } from '@videoexpress/studio';
import { empty, json, refuse, type Reply } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { actorOf } from './audit.ts';
import { eventIdHeader } from './event-id.ts';
import type { Handlers } from './handler.ts';

type PublicationHandlers = Pick<
  Handlers,
  | 'listPublications'
  | 'createPublication'
  | 'preflightPublication'
  | 'getPublication'
  | 'patchPublication'
  | 'deletePublication'
  | 'sendPublication'
  | 'retryPost'
  | 'cancelPost'
  | 'reschedulePost'
>;

/** Clips on their way to channels. What goes out, and what is stopped, is written down with who asked for it. */
export function publicationHandlers({
  publications,
  events,
  audit,
}: Pick<Studio, 'publications' | 'events' | 'audit'>): PublicationHandlers {
  /** What a publication goes to, for the audit log. */
  const places = ({ posts }: Publication) => [...new Set(posts.map(({ service }) => service))].join(', ');

  return {
    listPublications: async ({ query }) => {
      const headers = await eventIdHeader(events);
      const page = await publications.list(query);
      return page.ok ? json(200, page.value, headers) : refuse(problemOfRefusal(page.error));
    },
    createPublication: async ({ body, headers, credential }) => {
      const created = await publications.create(body, headers['idempotency-key'] ?? null);
      if (!created.ok) return refuse(problemOfRefusal(created.error));
      const { publication, repeated } = created.value;
      if (!repeated && !publication.draft) await note('publication_requested', publication, credential);
      return json(repeated ? 200 : 201, publication);
    },
    preflightPublication: async ({ body, signal }) => {
      const looked = await publications.preflight(body, signal);
      return looked.ok ? json(200, looked.value) : refuse(problemOfRefusal(looked.error));
    },
    getPublication: async ({ params }) => {
      const headers = await eventIdHeader(events);
      const publication = await publications.get(params.id);
      return publication === null
        ? refuse({ code: 'not_found', detail: 'There is no publication with this id.' })
        : json(200, publication, headers);
    },
    patchPublication: async ({ params, body }) => publicationReply(await publications.patch(params.id, body)),
    deletePublication: async ({ params }) => {
      const removed = await publications.remove(params.id);
      return removed.ok ? empty(204) : refuse(problemOfRefusal(removed.error));
    },
    sendPublication: async ({ params, credential }) =>
      noted('publication_requested', await publications.send(params.id), credential),
    retryPost: async ({ params, body, credential }) =>
      noted('publication_requested', await publications.retryPost(params.id, params.postId, body), credential),
    cancelPost: async ({ params, credential }) =>
      noted('publication_cancelled', await publications.cancelPost(params.id, params.postId), credential),
    reschedulePost: async ({ params, body }) =>
      publicationReply(await publications.reschedulePost(params.id, params.postId, body)),
  };

  async function note(
    action: 'publication_requested' | 'publication_cancelled',
    publication: Publication,
    credential: Parameters<typeof actorOf>[0],
  ): Promise<void> {
    await audit.note({ action, subject: publication.id, detail: places(publication), actor: actorOf(credential) });
  }

  async function noted(
    action: 'publication_requested' | 'publication_cancelled',
    result: Result<Publication, Refusal>,
    credential: Parameters<typeof actorOf>[0],
  ): Promise<Reply> {
    if (result.ok) await note(action, result.value, credential);
    return publicationReply(result);
  }
}

function publicationReply(result: Result<Publication, Refusal>): Reply {
  return result.ok ? json(200, result.value) : refuse(problemOfRefusal(result.error));
}
