'use client';

import type { Asset } from '@videoexpress/job-schema';
import { changeDraft, draftStore } from './draft-store.ts';
import { ratioOf } from './frame-size.ts';
import { pictureSlot } from './picture-slot.ts';

/** The start image: its shape is the shape of the clip. */
const slot = pictureSlot((asset) => {
  const { width, height } = asset;
  const ratio = width === undefined || height === undefined ? {} : { ratio: ratioOf({ width, height }) };
  changeDraft({ image: asset, ...ratio });
}, 'a start image');

/** Makes an asset the start image. */
export const setStartImage: (asset: Asset) => void = slot.put;

/** Sends a picture to the library and makes it the start image. A newer one takes the place of one on its way. */
export const sendStartImage = slot.send;

/** Takes the start image out, also one that is still on its way. */
export function removeStartImage(): void {
  slot.callOff();
  const { ratio } = draftStore.get();
  changeDraft({ image: null, ratio: ratio === 'image' ? '16:9' : ratio });
}

/** Says what is wrong with a file that was not even sent. */
export const sayImageProblem = slot.sayProblem;

/** How the sending stands, kept up to date. */
export const useStartImageUpload = slot.useUpload;
