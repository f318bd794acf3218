import { z } from 'zod';
import { cloudElsewhereSchema, cloudSchema, cloudSignInSchema, cloudVerifySchema } from '../cloud.ts';
import { cloudCheckSchema } from '../cloud-setup.ts';
import type { RouteDefinition } from './route.ts';

/** The copy in the person's own Supabase project. */
export const cloudRoutes = {
  getCloud: {
    method: 'GET',
    path: '/api/v1/cloud',
    summary: 'How the copy in the Supabase project stands.',
    access: 'credential',
    responses: { 200: 'How it stands.' },
    response: cloudSchema,
    problems: [],
  },
  cloudSignIn: {
    method: 'POST',
    path: '/api/v1/cloud/sign-in',
    summary: 'Signs in with a password; without one, a code is sent by e-mail.',
    access: 'credential',
    body: cloudSignInSchema,
    responses: { 200: 'Signed in, or the code was sent.' },
    response: z.object({ codeSent: z.boolean(), cloud: cloudSchema }),
    problems: ['invalid_input', 'cloud_refused', 'cloud_unreachable', 'secret_store_unusable'],
  },
  cloudVerify: {
    method: 'POST',
    path: '/api/v1/cloud/verify',
    summary: 'Signs in with the code of the e-mail.',
    access: 'credential',
    body: cloudVerifySchema,
    responses: { 200: 'Signed in.' },
    response: cloudSchema,
    problems: ['invalid_input', 'cloud_refused', 'cloud_unreachable', 'secret_store_unusable'],
  },
  cloudSignOut: {
    method: 'POST',
    path: '/api/v1/cloud/sign-out',
    summary: 'Signs out. What was copied stays there, and nothing more is copied.',
    access: 'credential',
    responses: { 200: 'Signed out.' },
    response: cloudSchema,
    problems: [],
  },
  cloudCopyNow: {
    method: 'POST',
    path: '/api/v1/cloud/copy-now',
    summary: 'Tries at once, whatever is waited for.',
    access: 'credential',
    responses: { 202: 'It has begun.' },
    response: cloudSchema,
    problems: [],
  },
  cloudRecoveryKey: {
    method: 'POST',
    path: '/api/v1/cloud/recovery-key',
    summary:
      'The recovery key, which opens the copied logins of channels on a new computer. It is shown once; with `again` once more.',
    access: 'credential',
    body: z.strictObject({ again: z.boolean().default(false) }),
    responses: { 200: 'The key, in groups of letters.' },
    response: z.object({ key: z.string() }),
    problems: ['invalid_input', 'invalid_state', 'secret_store_unusable'],
  },
  cloudElsewhere: {
    method: 'GET',
    path: '/api/v1/cloud/elsewhere',
    summary: 'What another machine of the same person made last.',
    access: 'credential',
    query: z.strictObject({ machine: z.string().min(1).max(100) }),
    responses: { 200: 'The newest jobs and clips of it.' },
    response: cloudElsewhereSchema,
    problems: ['invalid_input', 'not_found', 'cloud_refused', 'cloud_unreachable'],
  },
  cloudCheck: {
    method: 'POST',
    path: '/api/v1/cloud/check',
    summary: 'Says table by table whether the project is set up as it has to be. Changes nothing.',
    access: 'credential',
    responses: { 200: 'How it is set up.' },
    response: cloudCheckSchema,
    problems: ['invalid_state', 'cloud_refused', 'cloud_unreachable'],
  },
  cloudSetupSql: {
    method: 'GET',
    path: '/api/v1/cloud/setup-sql',
    summary: 'The SQL that sets a project up, for doing it by hand. It can be run any number of times.',
    access: 'credential',
    responses: { 200: 'The SQL.' },
    response: z.object({ sql: z.string() }),
    problems: [],
  },
} as const satisfies Record<string, RouteDefinition>;
