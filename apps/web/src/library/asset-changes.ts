import {
  type AssetId,
  type CallError,
  type ChangeAssetsRequest,
  type ChangedAssets,
  err,
  ok,
  type Result,
} from '@videoexpress/job-schema';
import { api } from '../api/client.ts';

const mostInOneCall = 1000;

/** Makes one change to many assets, a thousand a call. Those that the daemon refuses are named with the reason. */
export async function changeAssets(
  ids: readonly AssetId[],
  change: ChangeAssetsRequest['change'],
): Promise<Result<ChangedAssets, CallError>> {
  const changed: AssetId[] = [];
  const refused: ChangedAssets['refused'] = [];
  for (let at = 0; at < ids.length; at += mostInOneCall) {
    const answer = await api.call('changeAssets', { body: { ids: ids.slice(at, at + mostInOneCall), change } });
    if (!answer.ok) return err(answer.error);
    changed.push(...answer.value.body.changed);
    refused.push(...answer.value.body.refused);
  }
  return ok({ changed, refused });
}
