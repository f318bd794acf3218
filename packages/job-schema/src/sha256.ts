import { z } from 'zod';

/** The SHA-256 of some bytes, as 64 small hexadecimal digits. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
