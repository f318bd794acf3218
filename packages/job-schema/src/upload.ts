import { z } from 'zod';
import { assetIdSchema, projectIdSchema } from './ids.ts';
import { assetNameSchema } from './routes/requests.ts';

/** The most that one file may have on its way into the library, in bytes. */
export const maxUploadBytes = 2 * 1024 ** 3;

/** What may stand before the file in the form of `createAsset`. */
export const uploadFieldsSchema = z.strictObject({
  name: assetNameSchema.optional().meta({ description: 'Left out: the name of the file.' }),
  projectId: projectIdSchema.optional(),
  sourceAssetId: assetIdSchema.optional().meta({ description: 'The clip that this frame was saved from.' }),
});
export type UploadFields = z.infer<typeof uploadFieldsSchema>;
