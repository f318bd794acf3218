import { z } from 'zod';

/** What ships with the studio and was made by others. Texts that many share are kept once and named by their index. */
export const licencesSchema = z.object({
  texts: z.array(z.string()),
  packages: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      /** As SPDX names it. */
      licence: z.string(),
      /** Indices into `texts`; none where the package carries no text of its own. */
      texts: z.array(z.int().nonnegative()),
    }),
  ),
});
export type Licences = z.infer<typeof licencesSchema>;
