import { refuse, type Reply } from '../answer/reply.ts';

/** The answer of a route whose part of the studio is being built. */
export const notThereYet = (): Reply =>
  refuse({ code: 'not_found', detail: 'This part of the studio is not there yet.' });
