import { z } from 'zod';
import { connectionIdSchema } from './ids.ts';
import { timestampSchema } from './timestamp.ts';

/** The services that a person can connect and publish to, with the name each has for a person. */
export const publishingServices = { youtube: 'YouTube', instagram: 'Instagram' } as const;
export type PublishingService = keyof typeof publishingServices;

export const publishingServiceSchema = z.enum(Object.keys(publishingServices) as [PublishingService]);

/** A login at an outside service: one account, and what it let the studio do. Tokens are never part of it. */
export const connectionSchema = z
  .object({
    id: connectionIdSchema,
    service: publishingServiceSchema,
    accountId: z
      .string()
      .meta({ description: "The service's own id: of the channel, or of the professional account." }),
    accountName: z.string(),
    handle: z.string().nullable().meta({ description: 'The @name, without the @; null where the service gave none.' }),
    accountUrl: z.url().nullable(),
    state: z.enum(['ok', 'needs_login']).meta({
      description: 'needs_login: the service no longer takes its tokens. What waits for it goes on after a new login.',
    }),
    detail: z.string().nullable().meta({ description: 'Why it needs a login, or what is missing, and the way out.' }),
    scopes: z.array(z.string()).meta({ description: 'What the person agreed to, in the words of the service.' }),
    expiresAt: timestampSchema.nullable().meta({
      description: 'When the login itself ends unless it is used before; null: not known, or never.',
    }),
    createdAt: timestampSchema,
    refreshedAt: timestampSchema.nullable().meta({ description: 'When a token was last fetched.' }),
    version: z.int().positive(),
  })
  .meta({ id: 'Connection' });
export type Connection = z.infer<typeof connectionSchema>;

/** A service as the Connections page shows it, connected or not. */
export const connectableServiceSchema = z
  .object({
    service: publishingServiceSchema,
    label: z.string(),
    ready: z.boolean().meta({ description: 'Client id and secret are set, so that a login can begin.' }),
    missing: z.array(z.string()).meta({ description: 'Names of the settings that are still missing.' }),
    redirectUri: z.string().meta({ description: 'What has to be registered at the service, to the letter.' }),
    redirectProblem: z.string().nullable().meta({
      description: 'Why the service will not take that address, and what can be done instead; null: nothing.',
    }),
    pasteable: z
      .array(z.enum(['code', 'token']))
      .meta({ description: 'What can be pasted instead of coming back by itself.' }),
  })
  .meta({ id: 'ConnectableService' });
export type ConnectableService = z.infer<typeof connectableServiceSchema>;

export const connectionListSchema = z
  .object({ items: z.array(connectionSchema), services: z.array(connectableServiceSchema), nextCursor: z.null() })
  .meta({ id: 'ConnectionList' });
export type ConnectionList = z.infer<typeof connectionListSchema>;

/** A login that was begun. */
export const begunLoginSchema = z
  .object({
    authorizeUrl: z.url().meta({
      description:
        'To be opened in the browser of the person. Begun with the token: a page of this daemon first, which works once and binds the login to that browser.',
    }),
    expiresAt: timestampSchema.meta({ description: 'Until when the person can come back.' }),
  })
  .meta({ id: 'BegunLogin' });
export type BegunLogin = z.infer<typeof begunLoginSchema>;

const oneOf = 'Give exactly one of these: code, address, token.';

/** What a person brings by hand where the service cannot send the browser back here. */
export const pasteLoginRequestSchema = z
  .strictObject({
    code: z.string().trim().min(1).max(2000).optional().meta({ description: 'The code that the page showed.' }),
    address: z.string().trim().min(1).max(8000).optional().meta({
      description: 'The whole address that the browser ended at; its `state` must be that of a login begun here.',
    }),
    token: z.string().trim().min(20).max(2000).optional().meta({
      description: "A token made at the service's own page for developers. Instagram only.",
    }),
  })
  .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1, oneOf)
  .meta({ id: 'PasteLoginRequest' });
export type PasteLoginRequest = z.infer<typeof pasteLoginRequestSchema>;

/** A connection that was removed. */
export const removedConnectionSchema = z
  .object({
    id: connectionIdSchema,
    deleted: z.literal(true),
    revoked: z.boolean().meta({ description: 'The service took the login back too.' }),
    note: z.string().nullable().meta({ description: 'What is left to do at the service, where something is.' }),
  })
  .meta({ id: 'RemovedConnection' });
export type RemovedConnection = z.infer<typeof removedConnectionSchema>;
