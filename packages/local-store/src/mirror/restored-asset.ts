import { assetSchema, clipSettingsSchema } from '@videoexpress/job-schema';
import type { NewAsset } from '@videoexpress/studio';
import { z } from 'zod';

/** Names below the data folder, as this program writes them, and nothing that leads elsewhere. */
const safeName = /^(?:media|posters)\/[^/\\]{1,200}\/[^/\\]{1,255}$/;

const kept = z.object({
  settings: clipSettingsSchema.nullable().catch(null),
  objectKeys: z.array(z.string().min(1).max(1024)).nullable().catch(null),
  path: z.string().nullable().catch(null),
  posterPath: z.string().nullable().catch(null),
});

/** An asset as it comes back, its file aside: that is in the object storage, or with whoever has the old disk. */
export function restoredAsset(data: unknown): NewAsset | null {
  const asset = assetSchema.safeParse(data);
  const rest = kept.safeParse(data);
  if (!asset.success || !rest.success) return null;
  const { settings, objectKeys, path, posterPath } = rest.data;
  const { id, mimeType } = asset.data;
  const ending = mimeType.split('/')[1]?.replaceAll(/[^a-z0-9]/g, '') ?? 'bin';
  return {
    asset: asset.data,
    settings,
    path: safe(path) ?? `media/restored/${id}.${ending}`,
    posterPath: safe(posterPath),
    ...(objectKeys === null ? {} : { objectKeys }),
  };
}

function safe(path: string | null): string | null {
  return path !== null && safeName.test(path) && !path.split('/').includes('..') ? path : null;
}
