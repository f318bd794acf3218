import { z } from 'zod';

const permissionsSchema = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.split(',').map((each) => each.trim())),
]);

const shortTokenSchema = z.object({
  access_token: z.string().min(1),
  permissions: permissionsSchema.optional(),
});
const wrappedSchema = z.object({ data: z.array(shortTokenSchema).min(1) });

/** The short token of a code: Instagram sends it flat, or in a list of one. */
export function readShortToken(
  body: unknown,
): { readonly access: string; readonly permissions: readonly string[] | null } | null {
  const wrapped = wrappedSchema.safeParse(body);
  const read = shortTokenSchema.safeParse(wrapped.success ? wrapped.data.data[0] : body);
  if (!read.success) return null;
  return { access: read.data.access_token, permissions: read.data.permissions ?? null };
}

const longTokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A long token with the seconds that it lives. */
export function readLongToken(body: unknown): { readonly access: string; readonly seconds: number } | null {
  const read = longTokenSchema.safeParse(body);
  return read.success ? { access: read.data.access_token, seconds: read.data.expires_in } : null;
}

export const profileSchema = z.object({
  user_id: z.union([z.string().min(1), z.number().transform(String)]),
  username: z.string().min(1),
  name: z.string().optional(),
  account_type: z.string().optional(),
});

const errorSchema = z.object({ error: z.object({ code: z.number() }) });

/** Instagram's own number of an error; null: it is none of its errors. */
export function readErrorCode(body: unknown): number | null {
  const read = errorSchema.safeParse(body);
  return read.success ? read.data.error.code : null;
}
