'use client';

import type { Asset, AssetId, CallError } from '@videoexpress/job-schema';
import { sentenceOf } from '../../api/call-failure.ts';
import { heldValue, useStoredValue } from '../../stored/stored-value.ts';
import { changeDraft, draftStore } from './draft-store.ts';
import { ratioOf } from './frame-size.ts';

/** How the sending of a start image stands. */
export interface StartImageUpload {
  /** The file that is on its way; null where none is. */
  readonly fileName: string | null;
  /** Sent so far, 0 to 1; at 1 the studio checks the picture. */
  readonly fraction: number;
  readonly error: string | null;
}

const idle: StartImageUpload = { fileName: null, fraction: 0, error: null };
const upload = heldValue(idle);
let running: AbortController | null = null;

/** Makes an asset the start image, and its shape the shape of the clip. */
export function setStartImage(asset: Asset): void {
  const { width, height } = asset;
  const ratio = width === undefined || height === undefined ? {} : { ratio: ratioOf({ width, height }) };
  changeDraft({ image: asset, ...ratio });
  upload.set(idle);
}

function wordsOf(error: CallError): string {
  const field = error.code === 'problem' ? error.problem.errors?.[0]?.message : undefined;
  return field ?? sentenceOf(error);
}

interface StartImageSource {
  /** What the picture is called in the library; the file's name where there is none. */
  readonly name?: string;
  /** The clip that it is a frame of. */
  readonly sourceAssetId?: AssetId;
}

/** Sends a picture to the library and makes it the start image. A newer one takes the place of one on its way. */
export async function sendStartImage(file: File, source: StartImageSource = {}): Promise<void> {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  upload.set({ ...idle, fileName: file.name });
  const { uploadFile } = await import('../../uploads/upload-file.ts');
  const sent = await uploadFile(file, {
    ...source,
    signal: mine.signal,
    onProgress: (fraction) => {
      if (running === mine) upload.set({ ...upload.get(), fraction });
    },
  });
  if (running !== mine) return;
  running = null;
  if (!sent.ok) upload.set({ ...idle, error: wordsOf(sent.error) });
  else if (sent.value.type === 'image') setStartImage(sent.value);
  else upload.set({ ...idle, error: 'That is no picture. PNG, JPEG and WebP can be a start image.' });
}

/** Takes the start image out, also one that is still on its way. */
export function removeStartImage(): void {
  running?.abort();
  running = null;
  upload.set(idle);
  const { ratio } = draftStore.get();
  changeDraft({ image: null, ratio: ratio === 'image' ? '16:9' : ratio });
}

/** Says what is wrong with a file that was not even sent; undefined takes it back. */
export function sayImageProblem(error: string): void {
  upload.set({ ...idle, error });
}

/** How the sending stands, kept up to date. */
export function useStartImageUpload(): StartImageUpload {
  return useStoredValue(upload);
}
