import { exitCodes } from '@videoexpress/host';
import { type Asset, type AssetId, assetIdSchema, err, ok, type Result } from '@videoexpress/job-schema';
import type { DaemonLink } from '../../daemon-link/link.ts';
import { callFailure, usageFailure, type Failure } from '../../failure.ts';

const whereIdsAre = 'Ids are listed by: videoexpress assets list';

/** How an asset's id is shown in a list. The end of an id is random, its beginning is the time. */
export function shortAssetId(id: AssetId): string {
  return id.slice(-8);
}

/** The asset with this id, or the one whose id ends so, in the library or in the trash; at least 4 characters of it. */
export async function findAsset({ client }: DaemonLink, text: string): Promise<Result<Asset, Failure>> {
  const whole = assetIdSchema.safeParse(text);
  if (whole.success) {
    const asset = await client.call('getAsset', { params: { id: whole.data } });
    if (asset.ok) return ok(asset.value.body);
    return err({ ...callFailure(asset.error), fix: whereIdsAre });
  }
  const idEnd = text.toLowerCase();
  if (!/^[0-9a-f]{4,32}$/.test(idEnd)) return err(usageFailure(`"${text}" is no asset id.`, whereIdsAre));
  const found: Asset[] = [];
  for (const place of [{}, { trash: '1' as const }]) {
    const page = await client.call('listAssets', { query: { idEnd, limit: 2, ...place } });
    if (!page.ok) return err(callFailure(page.error));
    found.push(...page.value.body.items);
  }
  const [first, second] = found;
  if (second !== undefined)
    return err(usageFailure(`Several assets end in "${text}". Give more of the id.`, whereIdsAre));
  if (first !== undefined) return ok(first);
  return err({
    exitCode: exitCodes.error,
    code: 'not_found',
    message: `No asset ends in "${text}".`,
    fix: whereIdsAre,
  });
}
