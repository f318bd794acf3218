import { z } from 'zod';
import {
  begunLoginSchema,
  connectionListSchema,
  connectionSchema,
  pasteLoginRequestSchema,
  publishingServiceSchema,
  removedConnectionSchema,
} from '../connection.ts';
import { connectionIdSchema } from '../ids.ts';
import type { ProblemCode } from '../problem.ts';
import type { RouteDefinition } from './route.ts';

const ofService = z.object({ service: publishingServiceSchema });
/** The same place in the path as the id of an account has: one path, read by its method. */
const atService = z.object({ id: publishingServiceSchema });
const ofConnection = z.object({ id: connectionIdSchema });

/** What can come of a login; a browser is told of it by a page. */
const loginProblems = [
  'invalid_state',
  'login_refused',
  'service_unreachable',
  'secret_store_unusable',
  'disk_full',
  'database_busy',
  'database_failed',
] as const satisfies readonly ProblemCode[];

/** Longer than any service sends; whatever stands beside these is not looked at. */
const returned = z.string().max(4000).optional();

/** Logins at the services that a person publishes to. Tokens go in and never come out. */
export const connectionRoutes = {
  listConnections: {
    method: 'GET',
    path: '/api/v1/connections',
    summary: 'Every connected account, and every service with what it still needs before a login can begin.',
    access: 'credential',
    responses: { 200: 'All of them.' },
    response: connectionListSchema,
    problems: [],
  },
  beginConnection: {
    method: 'POST',
    path: '/api/v1/connections/{id}',
    summary: 'Begins a login. It is bound to the browser that begins it, works once, and ends after 10 minutes.',
    access: 'credential',
    params: atService,
    responses: { 201: 'Where the person logs in.' },
    response: begunLoginSchema,
    problems: ['not_found', 'invalid_state', 'rate_limited', 'service_unreachable'],
  },
  pasteConnection: {
    method: 'POST',
    path: '/api/v1/connections/{id}/paste',
    summary: 'Ends a login with what the person copied: the code, the address the browser ended at, or a token.',
    access: 'credential',
    params: atService,
    body: pasteLoginRequestSchema,
    responses: { 200: 'Connected.' },
    response: connectionSchema,
    problems: [
      'not_found',
      'invalid_input',
      'invalid_json',
      'login_refused',
      'invalid_state',
      'service_unreachable',
      'secret_store_unusable',
      'disk_full',
    ],
  },
  checkConnection: {
    method: 'POST',
    path: '/api/v1/connections/{id}/check',
    summary: 'Asks the service whether the login still works. The answer has its state.',
    access: 'credential',
    params: ofConnection,
    responses: { 200: 'As it now is.' },
    response: connectionSchema,
    problems: ['not_found', 'service_unreachable'],
  },
  deleteConnection: {
    method: 'DELETE',
    path: '/api/v1/connections/{id}',
    summary: 'Disconnects an account, here and at the service. Refused while posts wait for it, unless forced.',
    access: 'credential',
    params: ofConnection,
    query: z.object({
      force: z.enum(['true', 'false']).default('false').meta({ description: 'true: also where posts wait for it.' }),
    }),
    responses: { 200: 'Removed here; `revoked` says whether the service knows.' },
    response: removedConnectionSchema,
    problems: ['not_found', 'invalid_input', 'connection_in_use'],
  },
  startLogin: {
    method: 'GET',
    path: '/oauth/{service}/start',
    summary: 'Binds a login that a program began to the browser that opens this, and goes to the service. Works once.',
    access: 'open',
    params: ofService,
    query: z.object({ ticket: z.string().max(200) }),
    responseType: 'none',
    responses: { 303: "At the service's own page." },
    problems: ['not_found', 'invalid_input', 'login_code_invalid', 'rate_limited', ...loginProblems],
  },
  finishLogin: {
    method: 'GET',
    path: '/oauth/{service}/callback',
    summary: 'Where a service sends the browser back to. Answers with a page that says what came of it.',
    access: 'open',
    params: ofService,
    query: z.object({ code: returned, state: returned, scope: returned, error: returned, error_description: returned }),
    responseType: 'none',
    responses: { 200: 'A page.' },
    problems: ['not_found', 'invalid_input', ...loginProblems],
  },
} as const satisfies Record<string, RouteDefinition>;
