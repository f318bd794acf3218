import type { EngineModel } from '@videoexpress/job-schema';

/** The shapes offered, as width to height. */
export const ratios = [
  { id: '16:9', width: 16, height: 9 },
  { id: '9:16', width: 9, height: 16 },
  { id: '1:1', width: 1, height: 1 },
] as const;
type FixedRatioId = (typeof ratios)[number]['id'];
/** `image` is whatever shape the start image has. */
export type RatioId = FixedRatioId | 'image';

/** How large a clip is drawn, as a factor on the sides of the model's own size. */
export const qualities = [
  { id: 'draft', label: 'Draft', scale: 0.6 },
  { id: 'standard', label: 'Standard', scale: 1 },
  { id: 'high', label: 'High', scale: 1.5 },
] as const;
export type QualityId = (typeof qualities)[number]['id'];

/** Encoders work in blocks of this many pixels; sides that are whole blocks waste nothing. */
const blockPixels = 16;
/** Near enough to count as the same ratio: 832 × 480 is what the field calls 16:9. */
const ratioTolerance = 0.05;
/** A high size that is cut by the model's limits must still have this much more area than the standard one. */
const leastGain = 1.1;

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** What a size is chosen by. */
export interface SizeChoice {
  readonly ratio: RatioId;
  readonly quality: QualityId;
  /** The start image, for the ratio `image`. */
  readonly picture: FrameSize | null;
}

function closeTo(a: number, b: number): boolean {
  return Math.abs(a / b - 1) <= ratioTolerance;
}

/** The model's default, turned or reshaped to a ratio of width to height. */
function standardSize(model: EngineModel, wanted: number): FrameSize {
  const { width, height } = model.defaults;
  if (closeTo(width / height, wanted)) return { width, height };
  if (closeTo(height / width, wanted)) return { width: height, height: width };
  const area = width * height;
  return { width: Math.sqrt(area * wanted), height: Math.sqrt(area / wanted) };
}

function snapped(model: EngineModel, size: FrameSize, scale: number, isPicture: boolean): FrameSize {
  const { multipleOf } = model.limits.sidePixels;
  // A picture keeps its own shape as nearly as the model can draw it.
  const grid = isPicture ? multipleOf : Math.max(blockPixels, multipleOf);
  const snap = (pixels: number) => Math.round((pixels * scale) / grid) * grid;
  const isDefault = scale === 1 && Number.isInteger(size.width) && Number.isInteger(size.height);
  return isDefault ? size : { width: snap(size.width), height: snap(size.height) };
}

function within(model: EngineModel, size: FrameSize): FrameSize | null {
  return sizeProblem(model, size) === null ? size : null;
}

/** Why a model cannot draw a size; null where it can. */
export function sizeProblem(model: EngineModel, size: FrameSize): string | null {
  const { min, max, multipleOf } = model.limits.sidePixels;
  for (const side of [size.width, size.height]) {
    if (!Number.isInteger(side) || side < min || side > max) return `Each side takes ${min} to ${max} pixels.`;
    if (side % multipleOf !== 0)
      return multipleOf === 2 ? 'Sides must be even.' : `Sides go in steps of ${multipleOf}.`;
  }
  if (size.width * size.height <= model.limits.maxPixels) return null;
  return `Together at most ${model.limits.maxPixels.toLocaleString('en')} pixels.`;
}

/**
 * The size in pixels that a model draws for a choice: for the standard quality its default where that has the ratio,
 * upright or turned, else sides of about as many pixels in all; smaller for a draft, larger for high. Null where the
 * model's limits leave no such size, or nothing larger than the standard one.
 */
export function sizeFor(model: EngineModel, choice: SizeChoice): FrameSize | null {
  const fixed = ratios.find(({ id }) => id === choice.ratio);
  const shape = fixed ?? choice.picture ?? ratios[0];
  const isPicture = fixed === undefined;
  const base = standardSize(model, shape.width / shape.height);
  const scale = qualities.find(({ id }) => id === choice.quality)?.scale ?? 1;
  const size = within(model, snapped(model, base, scale, isPicture));
  if (size !== null || choice.quality !== 'high') return size;
  const { limits } = model;
  const most = Math.min(
    limits.sidePixels.max / Math.max(base.width, base.height),
    Math.sqrt(limits.maxPixels / (base.width * base.height)),
  );
  // Rounding to whole blocks may step over the limit again; a little less then fits.
  const cut = [most, most * 0.97, most * 0.94].map((factor) => within(model, snapped(model, base, factor, isPicture)));
  const largest = cut.find((found) => found !== null) ?? null;
  if (largest === null) return null;
  return largest.width * largest.height >= base.width * base.height * leastGain ? largest : null;
}

/** The offered ratio that a picture has, or `image` where it has none of them. */
export function ratioOf(picture: FrameSize): RatioId {
  const shape = picture.width / picture.height;
  return ratios.find((ratio) => closeTo(shape, ratio.width / ratio.height))?.id ?? 'image';
}
