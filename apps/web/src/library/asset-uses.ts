'use client';

import type { Asset } from '@videoexpress/job-schema';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { contentUrl } from '../api/asset-urls.ts';
import { sentenceOf } from '../api/call-failure.ts';
import { handToGenerate } from '../handover/generate-handover.ts';
import { showToast } from '../toasts/toast-store.ts';
import { putAsset } from './asset-cache.ts';
import { assetDetailsQuery } from './library-queries.ts';

/** Ways from an asset back into the making of clips. */
export interface AssetUses {
  /** Its settings on the Generate form, with a new seed. */
  readonly remix: (asset: Asset) => Promise<void>;
  /** The same with the same seed. */
  readonly reproduce: (asset: Asset) => Promise<void>;
  /** As the start image: a picture itself, of a clip this frame, its first where none is named. */
  readonly useAsInput: (asset: Asset, frame?: number) => Promise<void>;
  /** Saves one frame of a clip as a picture in the library. */
  readonly saveFrame: (asset: Asset, frame: number) => Promise<Asset | null>;
}

/** A clip that names no rate of its own is taken to have this. */
const usualFps = 24;

function assetUses(client: QueryClient, goTo: (href: string) => void): AssetUses {
  const say = (text: string) => showToast({ text, tone: 'negative' });

  async function withSettings(asset: Asset, how: 'remix' | 'reproduce'): Promise<void> {
    const details = await client.query({ ...assetDetailsQuery(asset.id) }).catch(() => null);
    if (details === null) return void say('The settings of this file could not be read. Try again.');
    if (details.settings === null) return void say('This file carries no settings: it was not made by a studio.');
    handToGenerate({ how, settings: details.settings });
    goTo('/');
  }

  async function saveFrame(asset: Asset, frame: number): Promise<Asset | null> {
    const [{ captureFrame }, { uploadFile }] = await Promise.all([
      import('../player/capture-frame.ts'),
      import('../uploads/upload-file.ts'),
    ]);
    const picture = await captureFrame(contentUrl(asset.id), frame, asset.fps ?? usualFps);
    if (picture === null) {
      say('The frame could not be read from the clip.');
      return null;
    }
    const name = `${asset.name.slice(0, 180)}, frame ${frame + 1}`;
    const file = new File([picture], `${name}.png`, { type: 'image/png' });
    const saved = await uploadFile(file, { name, sourceAssetId: asset.id });
    if (!saved.ok) {
      say(sentenceOf(saved.error));
      return null;
    }
    putAsset(client, saved.value);
    return saved.value;
  }

  return {
    remix: (asset) => withSettings(asset, 'remix'),
    reproduce: (asset) => withSettings(asset, 'reproduce'),
    saveFrame: async (asset, frame) => {
      const saved = await saveFrame(asset, frame);
      if (saved === null) return null;
      const show = () => goTo(`/assets/${saved.id}`);
      showToast({ text: `Frame ${frame + 1} saved to the library.`, action: { label: 'Show', run: show } });
      return saved;
    },
    useAsInput: async (asset, frame = 0) => {
      const image = asset.type === 'image' ? asset : await saveFrame(asset, frame);
      if (image === null) return;
      handToGenerate({ how: 'start_image', image: image.id });
      goTo('/');
    },
  };
}

/** Ways from an asset back to Generate, from any part of the page. */
export function useAssetUses(): AssetUses {
  const client = useQueryClient();
  const router = useRouter();
  return useMemo(() => assetUses(client, (href) => router.push(href)), [client, router]);
}
