import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { mixHex, withAlpha } from '../colour.ts';
import type { Subject } from '../lexicon/subjects.ts';
import { fontForCluster } from '../type/font-order.ts';
import type { FontRegistry } from '../type/font-registry.ts';
import { figureShapes, type FigureTones } from './figure-shapes.ts';
import { horizonColour, type Stage } from './stage.ts';

/** Draws a figure with its foot at the origin, facing left. */
export type DrawFigure = (ctx: SKRSContext2D, size: number, seconds: number) => void;

function tonesOf(stage: Stage, subject: Subject): FigureTones {
  const { palette } = stage.setting;
  const colourful = subject.figure === 'fox' ? mixHex(palette.accent, '#b8501f', 0.35) : palette.accent;
  return {
    // In space there is no horizon to stand against, so a figure carries its own light.
    body:
      stage.setting.world === 'space'
        ? mixHex(palette.near, palette.light, 0.5)
        : mixHex(palette.near, colourful, subject.figure === 'fox' ? 0.8 : 0.1),
    shade: mixHex(palette.near, colourful, subject.figure === 'fox' ? 0.4 : 0),
    light: mixHex(palette.light, horizonColour(stage), 0.2),
    accent: palette.accent,
  };
}

/** How a subject is drawn: by its own shape, or cut from its emoji. */
export function figureDrawer(stage: Stage, subject: Subject, fonts: FontRegistry): DrawFigure {
  const tones = tonesOf(stage, subject);
  const shape = figureShapes[subject.figure];
  if (shape !== undefined) return (ctx, size, seconds) => shape(ctx, size, seconds, tones);
  const cut = cutFromEmoji(
    subject.figure,
    tones,
    fonts,
    Math.ceil(Math.min(stage.width, stage.height) * subject.size * 1.6),
  );
  if (cut === null) return () => {};
  return (ctx, size) => {
    const width = (size * cut.width) / cut.height;
    ctx.drawImage(cut, -width / 2, -size, width, size);
  };
}

/** The outline of an emoji in one tone, with a trace of its inner drawing left. Cropped to what is drawn. */
function cutFromEmoji(emoji: string, tones: FigureTones, fonts: FontRegistry, size: number): Canvas | null {
  const font = fontForCluster(emoji, []);
  if (font === null) return null;
  const whole = createCanvas(size * 2, size * 2);
  const pen = whole.getContext('2d');
  pen.font = fonts.cssFont(font, size);
  pen.fillText(emoji, size * 0.3, size * 1.4);
  pen.globalCompositeOperation = 'source-atop';
  pen.fillStyle = withAlpha(tones.body, 0.88);
  pen.fillRect(0, 0, size * 2, size * 2);
  const { data } = pen.getImageData(0, 0, size * 2, size * 2);
  let [left, top, right, bottom] = [size * 2, size * 2, 0, 0];
  for (let y = 0; y < size * 2; y++) {
    for (let x = 0; x < size * 2; x++) {
      if ((data[(y * size * 2 + x) * 4 + 3] ?? 0) < 40) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right <= left || bottom <= top) return null;
  const cut = createCanvas(right - left + 1, bottom - top + 1);
  cut.getContext('2d').drawImage(whole, -left, -top);
  return cut;
}

/** Where a figure enters the frame we see it in: on the side that the type leaves free, with room ahead of it. */
export function startShare(stage: Stage, goesRight: boolean, chance: number): number {
  const { figureSide } = stage.setting;
  if (figureSide === 0) return goesRight ? 0.24 + chance * 0.14 : 0.62 + chance * 0.14;
  const middle = figureSide > 0 ? 0.72 : 0.28;
  return middle + (goesRight ? -0.1 : 0.1) + (chance - 0.5) * 0.08;
}
