import type { Asset } from '@videoexpress/job-schema';
import type { CSSProperties } from 'react';
import { AssetPoster } from '../asset-poster.tsx';

interface PickerCellProps {
  readonly id: string;
  /** Undefined while it is read. */
  readonly asset: Asset | undefined;
  readonly isActive: boolean;
  readonly place: { readonly index: number; readonly total: number };
  readonly style: CSSProperties;
  readonly onPick: () => void;
}

/** One picture or clip to pick. The keyboard is the search field's. */
export function PickerCell({ id, asset, isActive, place, style, onPick }: PickerCellProps) {
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-setsize={place.total}
      aria-posinset={place.index + 1}
      className="absolute text-start rounded-2 aria-selected:outline-2 aria-selected:outline-offset-2 aria-selected:outline-accent"
      style={style}
      onClick={onPick}
    >
      <span className="relative block aspect-video overflow-hidden rounded-2 bg-well">
        {asset === undefined ? null : <AssetPoster asset={asset} />}
      </span>
      <bdi className="mt-2 block truncate text-meta font-medium">{asset?.name ?? ' '}</bdi>
    </button>
  );
}
