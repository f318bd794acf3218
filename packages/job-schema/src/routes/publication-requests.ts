import { z } from 'zod';
import { assetIdSchema } from '../ids.ts';
import { postRequestSchema, postStates, postTimeSchema } from '../publication.ts';
import { timestampSchema } from '../timestamp.ts';
import { pageQuerySchema } from './requests.ts';

const postsSchema = z.array(postRequestSchema).max(50);

/** What `POST /api/v1/publications` takes: one clip and where it goes. */
export const createPublicationRequestSchema = z
  .strictObject({
    assetId: assetIdSchema,
    draft: z.boolean().default(false).meta({ description: 'Kept, and not sent.' }),
    posts: postsSchema,
  })
  .refine(({ draft, posts }) => draft || posts.length > 0, {
    path: ['posts'],
    message: 'Name at least one account to publish to.',
  })
  .meta({ id: 'CreatePublicationRequest' });
export type CreatePublicationRequest = z.infer<typeof createPublicationRequestSchema>;

/** What can be changed of a draft. `posts` stand in place of all that it had. */
export const patchPublicationRequestSchema = z
  .strictObject({ assetId: assetIdSchema.optional(), posts: postsSchema.optional() })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change: assetId or posts.')
  .meta({ id: 'PatchPublicationRequest' });
export type PatchPublicationRequest = z.infer<typeof patchPublicationRequestSchema>;

export const listPublicationsQuerySchema = z.strictObject({
  ...pageQuerySchema.shape,
  state: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(postStates)))
    .optional()
    .meta({ description: 'One state, or several with commas: publications with a post in one of them.' }),
  assetId: assetIdSchema.optional(),
  from: timestampSchema
    .optional()
    .meta({ description: 'With a post that went out, or is to, at this moment or later.' }),
  to: timestampSchema.optional().meta({ description: 'With a post that went out, or is to, before this moment.' }),
});
export type ListPublicationsQuery = z.infer<typeof listPublicationsQuerySchema>;

export const preflightRequestSchema = z
  .strictObject({ assetId: assetIdSchema, posts: postsSchema.min(1, 'Name at least one account to publish to.') })
  .meta({ id: 'PreflightRequest' });
export type PreflightRequest = z.infer<typeof preflightRequestSchema>;

export const retryPostRequestSchema = z
  .strictObject({
    evenIfItMayBeLive: z.boolean().default(false).meta({
      description: 'Also where nobody knows whether it was published: the person looked there.',
    }),
  })
  .meta({ id: 'RetryPostRequest' });
export type RetryPostRequest = z.infer<typeof retryPostRequestSchema>;

export const reschedulePostRequestSchema = z
  .strictObject({ when: postTimeSchema })
  .meta({ id: 'ReschedulePostRequest' });
export type ReschedulePostRequest = z.infer<typeof reschedulePostRequestSchema>;
