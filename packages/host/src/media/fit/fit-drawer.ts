import type { Canvas } from '@napi-rs/canvas';
import type { InputVideoTrack } from 'mediabunny';
import type { Picture } from '../picture.ts';
import type { FitPlan } from './fit-plan.ts';

/** Draws pictures as they are stored into a frame of the fitted clip, on one canvas that is used again for each. */
export interface FitDrawer {
  readonly draw: (picture: Picture) => Canvas;
}

/** Turns, mirrors and stretches as the track asks, then crops and scales by the plan. */
export async function createFitDrawer(track: InputVideoTrack, plan: FitPlan): Promise<FitDrawer> {
  const { createCanvas, ImageData } = await import('@napi-rs/canvas');
  const [turn, isMirrored] = [await track.getRotation(), await track.getFlip()];
  const shownWidth = Math.round(await track.getDisplayWidth());
  const shownHeight = Math.round(await track.getDisplayHeight());
  const isSideways = turn === 90 || turn === 270;
  const [across, down] = isSideways ? [shownHeight, shownWidth] : [shownWidth, shownHeight];
  const target = createCanvas(plan.width, plan.height);
  const context = target.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  const scale = { x: plan.to.width / plan.from.width, y: plan.to.height / plan.from.height };
  let stored = createCanvas(1, 1);

  return {
    draw(picture) {
      if (stored.width !== picture.width || stored.height !== picture.height) {
        stored = createCanvas(picture.width, picture.height);
      }
      stored.getContext('2d').putImageData(new ImageData(picture.rgba, picture.width, picture.height), 0, 0);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = '#000';
      context.fillRect(0, 0, plan.width, plan.height);
      context.save();
      context.beginPath();
      context.rect(plan.to.left, plan.to.top, plan.to.width, plan.to.height);
      context.clip();
      context.translate(plan.to.left - plan.from.left * scale.x, plan.to.top - plan.from.top * scale.y);
      context.scale(scale.x, scale.y);
      context.translate(shownWidth / 2, shownHeight / 2);
      if (isMirrored) context.scale(-1, 1);
      context.rotate((turn * Math.PI) / 180);
      context.drawImage(stored, -across / 2, -down / 2, across, down);
      context.restore();
      return target;
    },
  };
}
