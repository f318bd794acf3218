import { z } from 'zod';

/** A moment, ISO 8601 in UTC with milliseconds. */
export const timestampSchema = z.iso.datetime();
