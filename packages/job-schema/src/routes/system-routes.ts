import { z } from 'zod';
import { serviceHealthSchema } from '../engine.ts';
import type { RouteDefinition } from './route.ts';

/** Logging in, health, the description, the event stream, the end. */
export const systemRoutes = {
  healthz: {
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the daemon answers. Says nothing else.',
    access: 'open',
    responses: { 200: 'It answers.' },
    response: z.object({ status: z.literal('ok') }),
    problems: [],
  },
  login: {
    method: 'GET',
    path: '/login',
    summary: 'Trades a login code for a session cookie and goes to the studio.',
    access: 'open',
    query: z.object({ code: z.string().max(200) }),
    responseType: 'none',
    responses: { 303: 'Logged in; the studio is at /.' },
    problems: ['login_code_invalid', 'rate_limited'],
  },
  logout: {
    method: 'POST',
    path: '/api/v1/logout',
    summary: 'Ends the session that the cookie names.',
    access: 'credential',
    responseType: 'none',
    responses: { 204: 'Logged out.' },
    problems: [],
  },
  createLoginCode: {
    method: 'POST',
    path: '/api/v1/login-codes',
    summary: 'Makes a link that logs a browser in, once, within 60 seconds.',
    access: 'bearer',
    responses: { 201: 'The link.' },
    response: z.object({ url: z.url() }),
    problems: [],
  },
  getOpenApi: {
    method: 'GET',
    path: '/api/v1/openapi.json',
    summary: 'This description.',
    access: 'credential',
    responses: { 200: 'OpenAPI 3.1.' },
    response: z.record(z.string(), z.unknown()),
    problems: [],
  },
  getHealth: {
    method: 'GET',
    path: '/api/v1/health',
    summary: 'How each service is doing.',
    access: 'credential',
    responses: { 200: 'One row a service.' },
    response: z.object({
      version: z.string(),
      bootId: z.string(),
      startedAt: z.iso.datetime(),
      services: z.array(serviceHealthSchema),
    }),
    problems: [],
  },
  streamEvents: {
    method: 'GET',
    path: '/api/v1/events',
    summary:
      'Server-sent events: job, asset, queue, health, project, settings, secret, and reset when what was missed is no longer kept.',
    access: 'credential',
    headers: z.object({ 'last-event-id': z.string().optional() }),
    query: z.object({ after: z.coerce.number().int().nonnegative().optional() }),
    responseType: 'stream',
    responses: { 200: 'The stream.' },
    problems: ['invalid_input', 'too_many_streams'],
  },
  shutdown: {
    method: 'POST',
    path: '/api/v1/shutdown',
    summary: 'Stops the daemon within 10 seconds. Nothing is lost; what runs goes on at the next start.',
    access: 'credential',
    responseType: 'none',
    responses: { 202: 'Stopping.' },
    problems: [],
  },
} as const satisfies Record<string, RouteDefinition>;
