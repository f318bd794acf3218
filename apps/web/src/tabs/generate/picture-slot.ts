'use client';

import type { Asset, AssetId, CallError } from '@videoexpress/job-schema';
import { sentenceOf } from '../../api/call-failure.ts';
import { heldValue, useStoredValue } from '../../stored/stored-value.ts';

/** How the sending of a picture stands. */
export interface PictureUpload {
  /** The file that is on its way; null where none is. */
  readonly fileName: string | null;
  /** Sent so far, 0 to 1; at 1 the studio checks the picture. */
  readonly fraction: number;
  readonly error: string | null;
}

interface PictureSource {
  /** What the picture is called in the library; the file's name where there is none. */
  readonly name?: string;
  /** The clip that it is a frame of. */
  readonly sourceAssetId?: AssetId;
}

/** A place of the form that takes one picture. */
export interface PictureSlot {
  /** Puts a picture of the library there. */
  readonly put: (asset: Asset) => void;
  /** Sends a picture to the library and puts it there. A newer one takes the place of one on its way. */
  readonly send: (file: File, source?: PictureSource) => Promise<void>;
  /** Ends what is on its way. */
  readonly callOff: () => void;
  /** Says what is wrong with a file that was not even sent. */
  readonly sayProblem: (error: string) => void;
  readonly useUpload: () => PictureUpload;
}

const idle: PictureUpload = { fileName: null, fraction: 0, error: null };

function wordsOf(error: CallError): string {
  const field = error.code === 'problem' ? error.problem.errors?.[0]?.message : undefined;
  return field ?? sentenceOf(error);
}

/** @param take is given each picture that comes there; `what` is what it is called when a file is none. */
export function pictureSlot(take: (asset: Asset) => void, what: string): PictureSlot {
  const upload = heldValue(idle);
  let running: AbortController | null = null;

  function put(asset: Asset): void {
    take(asset);
    upload.set(idle);
  }

  async function send(file: File, source: PictureSource = {}): Promise<void> {
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
    else if (sent.value.type === 'image') put(sent.value);
    else upload.set({ ...idle, error: `That is no picture. PNG, JPEG and WebP can be ${what}.` });
  }

  return {
    put,
    send,
    callOff() {
      running?.abort();
      running = null;
      upload.set(idle);
    },
    sayProblem: (error) => upload.set({ ...idle, error }),
    useUpload: () => useStoredValue(upload),
  };
}
