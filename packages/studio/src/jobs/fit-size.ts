import type { EngineModel } from '@videoexpress/job-schema';

/**
 * The size for a clip made from a picture: the picture's own ratio, at about as many pixels as the model's default size,
 * on the model's grid and within its limits.
 */
export function sizeForPicture(
  picture: { width: number; height: number },
  model: EngineModel,
): { width: number; height: number } {
  const { min, max, multipleOf } = model.limits.sidePixels;
  const onGrid = (pixels: number) => {
    const rounded = Math.round(pixels / multipleOf) * multipleOf;
    return Math.min(
      Math.floor(max / multipleOf) * multipleOf,
      Math.max(Math.ceil(min / multipleOf) * multipleOf, rounded),
    );
  };
  const area = Math.min(model.defaults.width * model.defaults.height, model.limits.maxPixels);
  const ratio = picture.width / picture.height;
  return { width: onGrid(Math.sqrt(area * ratio)), height: onGrid(Math.sqrt(area / ratio)) };
}
