import { z } from 'zod';

/** A link that the worker is given. Plain `http:` is for one's own GPU; the worker decides which hosts it follows one to. */
export const workerLinkSchema = z.url({ protocol: /^https?$/ });
