import { z } from 'zod';

/** Plain http is for a project on this computer alone. */
const cloudAddress = /^(?:https:\/\/[^\s/?#@]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?)\/*$/;

/** The address of a Supabase project; empty: none. */
export const cloudAddressSchema = z
  .string()
  .trim()
  .max(200)
  .refine((text) => text === '' || cloudAddress.test(text), {
    error: 'Must be the address of the project, as in https://abcdefgh.supabase.co.',
  });
