import { type Asset, firstRoutes, routeUrl } from '@videoexpress/job-schema';
import { downloadName } from '../words/file-name.ts';

/** Most assets in one archive. */
export const mostInArchive = 200;

function save(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}

/** Has the browser save one asset under its own name. */
export function saveAsset(asset: Asset): void {
  save(routeUrl(firstRoutes.getAssetContent, { id: asset.id }, { download: '1' }), downloadName(asset));
}

/** Has the browser save several assets as one archive; at most 200. */
export function saveArchive(assets: readonly Asset[]): void {
  save(routeUrl(firstRoutes.exportAssets, {}, { ids: assets.map(({ id }) => id) }), '');
}
