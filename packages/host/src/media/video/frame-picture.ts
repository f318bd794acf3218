import type { VideoFrame } from '@napi-rs/webcodecs';
import type { Picture } from '../picture.ts';
import { convertI420ToRgba, type PictureColour } from './picture-colour.ts';

/** Copies a frame out of the decoder. 4:2:0 with 8 bits is what nearly every file has and gets exact colours. */
export async function readPicture(frame: VideoFrame, colour: PictureColour): Promise<Picture> {
  const width = frame.visibleRect.width;
  const height = frame.visibleRect.height;
  if (frame.format === 'I420') {
    const i420 = new Uint8Array(frame.allocationSize());
    await frame.copyTo(i420);
    return { width, height, rgba: convertI420ToRgba(i420, width, height, colour) };
  }
  const rgba = new Uint8Array(frame.allocationSize({ format: 'RGBA' }));
  await frame.copyTo(rgba, { format: 'RGBA' });
  return { width, height, rgba: new Uint8ClampedArray(rgba.buffer) };
}

/** A codec's description as the bytes it is. */
export function bytesOf(source: ArrayBufferView | ArrayBufferLike): Uint8Array {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  return new Uint8Array(source);
}
