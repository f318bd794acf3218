import type { Canvas } from '@napi-rs/canvas';
import type { InputVideoTrack } from 'mediabunny';
import type { Picture } from '../picture.ts';
import { canvasOf } from '../poster.ts';

/** Draws a stored frame as a player shows it: turned, mirrored and stretched as the file asks. */
export async function displayedCanvas(picture: Picture, track: InputVideoTrack): Promise<Canvas> {
  const stored = await canvasOf(picture);
  const [turn, isMirrored] = [await track.getRotation(), await track.getFlip()];
  const [width, height] = [Math.round(await track.getDisplayWidth()), Math.round(await track.getDisplayHeight())];
  if (turn === 0 && !isMirrored && width === stored.width && height === stored.height) return stored;
  const { createCanvas } = await import('@napi-rs/canvas');
  const shown = createCanvas(width, height);
  const context = shown.getContext('2d');
  const isSideways = turn === 90 || turn === 270;
  context.translate(width / 2, height / 2);
  if (isMirrored) context.scale(-1, 1);
  context.rotate((turn * Math.PI) / 180);
  const [across, down] = isSideways ? [height, width] : [width, height];
  context.drawImage(stored, -across / 2, -down / 2, across, down);
  return shown;
}
