import { plainText } from '@videoexpress/host';
import type { Asset } from '@videoexpress/job-schema';
import { bytesText, timeText } from '../../printer/amounts.ts';
import type { Paint } from '../../printer/style.ts';
import { shorten, table } from '../../printer/table.ts';
import { shortAssetId } from './asset-id.ts';

/** The name as a terminal may show it. */
export function nameText({ name }: Asset, columns: number): string {
  return shorten(plainText(name), columns);
}

/** Rows of a list: id, type, age (in the trash: since when it lies there), length, size, bytes, name. */
export function assetRows(assets: readonly Asset[], now: number, paint: Paint): string[] {
  return table(
    assets.map((asset) => [
      shortAssetId(asset.id),
      asset.type,
      paint('dim', ageText(asset, now)),
      asset.durationSeconds === undefined ? '' : timeText(asset.durationSeconds),
      asset.width === undefined || asset.height === undefined ? '' : `${asset.width}x${asset.height}`,
      bytesText(asset.bytes),
      `${nameText(asset, 60)}${asset.favourite ? paint('accent', ' ★') : ''}`,
    ]),
  );
}

function ageText({ createdAt, deletedAt }: Asset, now: number): string {
  const since = (moment: string) => timeText(Math.floor((now - Date.parse(moment)) / 1000));
  return deletedAt === undefined ? `${since(createdAt)} ago` : `deleted ${since(deletedAt)} ago`;
}
