import { z } from 'zod';
import { postIdSchema, publicationIdSchema } from '../ids.ts';
import { preflightSchema, publicationSchema } from '../publication.ts';
import {
  createPublicationRequestSchema,
  listPublicationsQuerySchema,
  patchPublicationRequestSchema,
  preflightRequestSchema,
  reschedulePostRequestSchema,
  retryPostRequestSchema,
} from './publication-requests.ts';
import { idempotencyHeaderSchema, pageSchema } from './requests.ts';
import type { RouteDefinition } from './route.ts';

const publicationParams = z.object({ id: publicationIdSchema });
const postParams = publicationParams.extend({ postId: postIdSchema });

/** Publications: a clip on its way to channels, one post for each. */
export const publicationRoutes = {
  listPublications: {
    method: 'GET',
    path: '/api/v1/publications',
    summary: 'Publications, newest first: drafts, what is on its way, what is scheduled, what was.',
    access: 'credential',
    query: listPublicationsQuerySchema,
    responses: { 200: 'A page of publications.' },
    response: pageSchema(publicationSchema),
    problems: ['invalid_input'],
  },
  createPublication: {
    method: 'POST',
    path: '/api/v1/publications',
    summary: 'Publishes a clip: one job for each account, now, at a time, or in the next free slot. Or keeps a draft.',
    access: 'credential',
    headers: idempotencyHeaderSchema,
    body: createPublicationRequestSchema,
    responses: { 201: 'The new publication.', 200: 'The publication that this Idempotency-Key made before.' },
    response: publicationSchema,
    problems: ['invalid_input', 'idempotency_conflict', 'disk_full'],
  },
  preflightPublication: {
    method: 'POST',
    path: '/api/v1/publications/preflight',
    summary: 'What stands for and against such a publication. Nothing is sent.',
    access: 'credential',
    body: preflightRequestSchema,
    responses: { 200: 'What was looked at, account by account.' },
    response: preflightSchema,
    problems: ['invalid_input'],
  },
  getPublication: {
    method: 'GET',
    path: '/api/v1/publications/{id}',
    summary: 'One publication.',
    access: 'credential',
    params: publicationParams,
    responses: { 200: 'The publication.' },
    response: publicationSchema,
    problems: ['not_found'],
  },
  patchPublication: {
    method: 'PATCH',
    path: '/api/v1/publications/{id}',
    summary: 'Changes a draft.',
    access: 'credential',
    params: publicationParams,
    body: patchPublicationRequestSchema,
    responses: { 200: 'The draft as it now is.' },
    response: publicationSchema,
    problems: ['not_found', 'invalid_state', 'invalid_input'],
  },
  deletePublication: {
    method: 'DELETE',
    path: '/api/v1/publications/{id}',
    summary: 'Removes a draft, or one whose posts have all ended, from the history. What was published stays there.',
    access: 'credential',
    params: publicationParams,
    responseType: 'none',
    responses: { 204: 'Gone.' },
    problems: ['not_found', 'invalid_state'],
  },
  sendPublication: {
    method: 'POST',
    path: '/api/v1/publications/{id}/send',
    summary: 'Sends a draft.',
    access: 'credential',
    params: publicationParams,
    responses: { 200: 'The publication, on its way.' },
    response: publicationSchema,
    problems: ['not_found', 'invalid_state', 'invalid_input', 'disk_full'],
  },
  retryPost: {
    method: 'POST',
    path: '/api/v1/publications/{id}/posts/{postId}/retry',
    summary: 'Sends one post again that was not published. Where that is not known, only with evenIfItMayBeLive.',
    access: 'credential',
    params: postParams,
    body: retryPostRequestSchema,
    responses: { 200: 'The publication, with the post on its way again.' },
    response: publicationSchema,
    problems: ['not_found', 'invalid_state', 'invalid_input', 'may_be_live', 'disk_full'],
  },
  cancelPost: {
    method: 'POST',
    path: '/api/v1/publications/{id}/posts/{postId}/cancel',
    summary: 'Stops one post that is not out yet.',
    access: 'credential',
    params: postParams,
    responses: { 200: 'The publication, with the post cancelled.' },
    response: publicationSchema,
    problems: ['not_found', 'invalid_state'],
  },
  reschedulePost: {
    method: 'POST',
    path: '/api/v1/publications/{id}/posts/{postId}/reschedule',
    summary: 'Gives a post another time, as long as nothing of it was sent.',
    access: 'credential',
    params: postParams,
    body: reschedulePostRequestSchema,
    responses: { 200: 'The publication, with the new time.' },
    response: publicationSchema,
    problems: ['not_found', 'invalid_state', 'invalid_input'],
  },
} as const satisfies Record<string, RouteDefinition>;
