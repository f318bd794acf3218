import { z } from 'zod';

/** What is known of a clip that a person brought. */
export const inspectedVideoSchema = z.object({
  /** Pixels as shown: turned and stretched as the file asks. */
  width: z.int().positive(),
  height: z.int().positive(),
  durationSeconds: z.number().positive(),
  /** Frames a second; the usual rate where it varies. */
  fps: z.number().positive(),
  mimeType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** The text of the tag `videoexpress`, as it stands in the file: nothing of it is checked. */
  settings: z.string().nullable(),
  warnings: z.array(z.enum(['not_every_browser'])),
});
export type InspectedVideo = z.infer<typeof inspectedVideoSchema>;
