import { type Asset, assetIdSchema, loraInputSchema } from '@videoexpress/job-schema';
import { api } from '../../api/client.ts';
import type { PickedLora } from './draft.ts';
import type { RestoredFiles, SettingsToRestore } from './draft-from-settings.ts';

async function assetOf(id: unknown): Promise<Asset | null> {
  const parsed = assetIdSchema.safeParse(id);
  if (!parsed.success) return null;
  const answer = await api.call('getAsset', { params: { id: parsed.data } });
  return answer.ok ? answer.value.body : null;
}

/** Reads the files that settings name from the library. */
export async function filesOf({ input }: Pick<SettingsToRestore, 'input'>): Promise<RestoredFiles> {
  const named = loraInputSchema.array().safeParse(input['loras']);
  const wanted = named.success ? named.data : [];
  const [image, lastImage, ...assets] = await Promise.all([
    assetOf(input['image']),
    assetOf(input['last_image']),
    ...wanted.map(({ lora }) => assetOf(lora)),
  ]);
  const loras = wanted.flatMap(({ scale }, index): PickedLora[] => {
    const asset = assets[index] ?? null;
    return asset === null || asset.deletedAt !== undefined ? [] : [{ asset, scale }];
  });
  return { image, lastImage, loras, lorasGone: wanted.length - loras.length };
}
