/** Width to height of a Reel. */
export const reelRatio = 9 / 16;

/** What of a clip is left when it is cut to the shape of a Reel. */
export interface CropWindow {
  /** Along which side it can be moved; null: the clip has that shape already. */
  readonly axis: 'x' | 'y' | null;
  /** The part of that side that is left, 0 to 1. */
  readonly part: number;
  /** Where its middle lies along that side, kept so that it stays within the clip. */
  readonly centre: number;
  /** For `object-position`, in percent along that side. */
  readonly position: number;
}

/** Shapes this near to each other need no cut that anybody would see. */
const tolerance = 0.01;

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** The part of a clip of this size that a Reel shows when its middle is to lie at `wanted`, 0 to 1. */
export function cropWindow(width: number, height: number, wanted: number): CropWindow {
  const ratio = width / height;
  const isWide = ratio > reelRatio;
  const part = isWide ? reelRatio / ratio : ratio / reelRatio;
  if (!Number.isFinite(part) || part > 1 - tolerance) return { axis: null, part: 1, centre: 0.5, position: 50 };
  const centre = clamp(wanted, part / 2, 1 - part / 2);
  return { axis: isWide ? 'x' : 'y', part, centre, position: ((centre - part / 2) / (1 - part)) * 100 };
}

/** Where the middle is after a move by this much of the window's own size: what a drag over the preview means. */
export function movedCentre(window: CropWindow, byWindows: number): number {
  return clamp(window.centre - byWindows * window.part, window.part / 2, 1 - window.part / 2);
}
