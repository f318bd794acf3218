import { z } from 'zod';

const empty = z.string().trim().length(0);
/** What services make ids of clients of. */
const clientIdSchema = z
  .string()
  .trim()
  .max(300)
  .regex(/^[\w.-]+$/, 'Must be the client id as the service shows it: letters, digits, dots and hyphens.');

const redirectSchema = z
  .string()
  .trim()
  .max(2000)
  .regex(/^https:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i, 'Must be an https address without a query, as it is registered.');

/** The person's own clients at the services, as they are registered there. Each part is empty where it is not set. */
export const oauthClientsSchema = z.object({
  googleClientId: clientIdSchema.or(empty).meta({ description: 'OAuth client of Google, for YouTube.' }),
  instagramClientId: clientIdSchema.or(empty).meta({ description: 'Instagram app id.' }),
  instagramRedirectUri: redirectSchema.or(empty).meta({
    description: "An https page of one's own that leads back here; empty: this computer, which Instagram refuses.",
  }),
});
export type OAuthClients = z.infer<typeof oauthClientsSchema>;
