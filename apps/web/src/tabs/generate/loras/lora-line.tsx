'use client';

import { type Asset, type EngineModel, loraBases } from '@videoexpress/job-schema';
import { useQuery } from '@tanstack/react-query';
import { assetDetailsQuery } from '../../../library/library-queries.ts';
import { AssetPoster } from '../../../library/asset-poster.tsx';
import { formatBytes } from '../../../words/file-size.ts';
import { whyNot } from './lora-fit.ts';

interface LoraLineProps {
  readonly lora: Asset;
  readonly model: EngineModel;
  readonly isChosen: boolean;
  readonly onPick: () => void;
}

/** A LoRA to pick: what its file says of itself, and the newest clip that was made with it. */
export function LoraLine({ lora, model, isChosen, onPick }: LoraLineProps) {
  const { data: details } = useQuery(assetDetailsQuery(lora.id));
  const newest = details?.usedBy.assets.find(({ type }) => type === 'video');
  const off = isChosen ? 'It is on already' : whyNot(lora, model);
  const { base = null, rank, triggerWords = [] } = lora.lora ?? {};
  const facts = [
    base === null ? 'base not known' : loraBases[base],
    ...(rank === undefined ? [] : [`rank ${rank}`]),
    formatBytes(lora.bytes),
  ].join(' · ');
  return (
    <li>
      <button
        type="button"
        disabled={off !== null}
        onClick={onPick}
        className="flex w-full items-center gap-3 rounded-2 p-2 text-left hover:bg-surface-2 disabled:cursor-default disabled:text-text-3 disabled:hover:bg-transparent"
      >
        <span className="relative block h-12 w-20 shrink-0 overflow-hidden rounded-1 bg-well">
          <AssetPoster asset={newest ?? lora} />
        </span>
        <span className="grid min-w-0 flex-1">
          <bdi className="truncate font-medium">{lora.name}</bdi>
          <span className="truncate text-meta text-text-2">{off ?? facts}</span>
          {triggerWords.length === 0 ? null : (
            <bdi className="truncate text-meta text-text-3">Says: {triggerWords.join(', ')}</bdi>
          )}
        </span>
      </button>
    </li>
  );
}
