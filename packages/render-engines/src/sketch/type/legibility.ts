import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { adjustHex, contrast, luminance, mixHex, parseHex } from '../colour.ts';
import { smoothStep } from '../easing.ts';
import type { Palette } from '../lexicon/palettes.ts';
import type { TypeBlock } from './typeset.ts';

/** The colour of type, and the shade laid under it so that it can be read over that picture. */
export interface TypeColours {
  readonly ink: string;
  /** The soft edge of the letters. */
  readonly shade: string;
  /** What the picture behind is filtered with: multiplied where it darkens, screened where it lightens. */
  readonly filter: string;
  readonly darkens: boolean;
  /** 0 to 1. */
  readonly shadeStrength: number;
}

/** A sun, moon or lamp: shading it would put it out. */
export interface LitPlace {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** WCAG AA asks 3 of large type; a little more, because the picture moves. */
const wantedContrast = 3.8;

/**
 * Chooses light or dark type for what is behind it, and how much shade it needs to be read with ease.
 * @param pictures the backdrop at a few moments of the scene, any size
 */
export function typeColours(
  pictures: readonly Canvas[],
  block: TypeBlock,
  frame: { width: number; height: number },
  palette: Palette,
): TypeColours {
  const values = pictures.flatMap((picture) => luminancesBehind(picture, block, frame)).sort((a, b) => a - b);
  const at = (share: number): number => values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
  const paper = mixHex(palette.light, '#ffffff', 0.62);
  const dark = mixHex(palette.near, '#05060a', 0.35);
  const paperLuminance = luminance(parseHex(paper));
  const darkLuminance = luminance(parseHex(dark));
  const bright = at(0.84);
  const dim = at(0.16);
  // Light type is the rule: dark type only where the picture is bright all over.
  const useDark = contrast(dim, darkLuminance) > 5 && contrast(bright, paperLuminance) < 2.6;
  const inkLuminance = useDark ? darkLuminance : paperLuminance;
  // Filtered with the scene's own darkest sky, the picture keeps its colours; with black it would turn to mud.
  const filter = useDark ? paper : adjustHex(palette.sky[0]?.[1] ?? dark, { lightness: 0.62, chroma: 1.25 });
  const filterLuminance = luminance(parseHex(filter));
  const filtered = (strength: number): number =>
    useDark ? 1 - (1 - dim) * (1 - filterLuminance * strength) : bright * (1 - strength + filterLuminance * strength);
  let strength = 0;
  while (strength < 0.72 && contrast(filtered(strength), inkLuminance) < wantedContrast) strength += 0.04;
  return {
    ink: useDark ? dark : paper,
    shade: useDark ? paper : dark,
    filter,
    darkens: !useDark,
    shadeStrength: strength,
  };
}

function luminancesBehind(picture: Canvas, block: TypeBlock, frame: { width: number; height: number }): number[] {
  const columns = 24;
  const rows = 10;
  const small = createCanvas(columns, rows);
  const ctx = small.getContext('2d');
  const scale = picture.width / frame.width;
  ctx.imageSmoothingQuality = 'medium';
  const { x, y, width, height } = block.box;
  ctx.drawImage(picture, x * scale, y * scale, width * scale, height * scale, 0, 0, columns, rows);
  const { data } = ctx.getImageData(0, 0, columns, rows);
  return Array.from({ length: columns * rows }, (_, i) =>
    luminance([data[i * 4] ?? 0, data[i * 4 + 1] ?? 0, data[i * 4 + 2] ?? 0]),
  );
}

/**
 * Shade for a block of type in one colour, computed small and stretched: a wide, soft fall of light across the frame that
 * runs out to the nearest edge, as a graduated filter before a lens would give, and not a patch.
 */
export function shadeField(
  block: TypeBlock,
  frame: { width: number; height: number },
  colour: string,
  clear: LitPlace | null,
): Canvas {
  const columns = 96;
  const rows = Math.max(8, Math.round((96 * frame.height) / frame.width));
  const canvas = createCanvas(columns, rows);
  const ctx = canvas.getContext('2d');
  const image = ctx.createImageData(columns, rows);
  const [r, g, b] = parseHex(colour);
  const { box } = block;
  const reachX = frame.width * 0.3;
  const reachY = Math.max(block.sizePixels * 2.4, frame.height * 0.46);
  const nearTop = box.y < frame.height * 0.25;
  const nearBottom = box.y + box.height > frame.height * 0.75;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = ((column + 0.5) / columns) * frame.width;
      const y = ((row + 0.5) / rows) * frame.height;
      const dx = Math.max(box.x - x, 0, x - box.x - box.width) / reachX;
      const above = nearTop ? 0 : box.y - y;
      const below = nearBottom ? 0 : y - box.y - box.height;
      const dy = Math.max(above, 0, below) / reachY;
      const at = (row * columns + column) * 4;
      image.data[at] = r;
      image.data[at + 1] = g;
      image.data[at + 2] = b;
      const open = clear === null ? 1 : smoothStep(Math.hypot(x - clear.x, y - clear.y) / clear.radius - 0.35);
      image.data[at + 3] = 255 * (1 - smoothStep(Math.hypot(dx, dy))) * open;
    }
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}
