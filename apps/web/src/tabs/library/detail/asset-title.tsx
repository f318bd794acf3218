'use client';

import type { Asset } from '@videoexpress/job-schema';
import { assetNameSchema } from '@videoexpress/job-schema';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useAssetActions } from '../../../library/asset-actions.ts';

/** The name, which is changed by pressing it. Enter keeps, Escape leaves it as it was. */
export function AssetTitle({ asset }: { asset: Asset }) {
  const [isEditing, setIsEditing] = useState(false);
  const actions = useAssetActions();
  const keep = (typed: string) => {
    setIsEditing(false);
    const name = assetNameSchema.safeParse(typed);
    if (name.success && name.data !== asset.name) void actions.rename(asset, name.data);
  };
  if (isEditing) {
    return (
      <input
        dir="auto"
        aria-label="Name"
        defaultValue={asset.name}
        maxLength={200}
        autoComplete="off"
        ref={(field) => {
          field?.focus();
          field?.select();
        }}
        className="h-8 min-w-0 flex-1 rounded-2 border border-line-control bg-transparent px-2 text-read font-semibold max-md:h-10"
        onBlur={({ currentTarget }) => keep(currentTarget.value)}
        onKeyDown={(press) => {
          if (press.nativeEvent.isComposing) return;
          if (press.key === 'Enter') keep(press.currentTarget.value);
          if (press.key === 'Escape') {
            press.stopPropagation();
            press.preventDefault();
            setIsEditing(false);
          }
        }}
      />
    );
  }
  return (
    <h1 tabIndex={-1} className="group/name flex min-w-0 items-center text-read font-semibold">
      <button
        type="button"
        title="Rename"
        className="-ml-2 flex h-8 min-w-0 items-center gap-2 rounded-2 px-2 hover:bg-surface-2 max-md:h-10"
        onClick={() => setIsEditing(true)}
      >
        <bdi className="truncate">{asset.name}</bdi>
        <span className="sr-only">, rename</span>
        <Pencil
          aria-hidden="true"
          size={16}
          strokeWidth={1.75}
          className="shrink-0 text-text-3 opacity-0 group-hover/name:opacity-100 group-focus-within/name:opacity-100"
        />
      </button>
    </h1>
  );
}
