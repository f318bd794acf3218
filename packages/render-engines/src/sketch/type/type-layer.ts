import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Entrance } from '../plan/sketch-plan.ts';
import { blockPresence, type TypeTiming, wordPose } from './entrances.ts';
import { drawEmojiRun, isEmojiFont } from './emoji-run.ts';
import type { FontRegistry } from './font-registry.ts';
import { type LitPlace, shadeField, type TypeColours } from './legibility.ts';
import type { PlacedRun, PlacedWord, TypeBlock } from './typeset.ts';

/** A block of type that can draw itself for any moment of its scene. */
export interface TypeLayer {
  draw(ctx: SKRSContext2D, seconds: number): void;
}

interface PreparedWord {
  readonly word: PlacedWord;
  /** -1 at the left edge of the block, 1 at the right. */
  readonly fromCentre: number;
  readonly blurred: Canvas | null;
  readonly shadow: Canvas;
  /** Colour emoji are drawn once: their many layers are slow to draw anew for every frame. */
  readonly emoji: ReadonlyMap<PlacedRun, Canvas>;
}

export interface TypeLayerInput {
  readonly block: TypeBlock;
  readonly entrance: Entrance;
  readonly timing: TypeTiming;
  readonly colours: TypeColours;
  readonly fonts: FontRegistry;
  readonly frame: { readonly width: number; readonly height: number };
  readonly litPlace: LitPlace | null;
}

export function createTypeLayer(input: TypeLayerInput): TypeLayer {
  const { block, entrance, timing, colours, fonts, frame } = input;
  const size = block.sizePixels;
  const setPen = (pen: SKRSContext2D, run: PlacedRun, rightToLeft: boolean): void => {
    pen.font = fonts.cssFont(run.font, size);
    pen.lang = 'en';
    pen.direction = rightToLeft ? 'rtl' : 'ltr';
    pen.textAlign = 'left';
    pen.textBaseline = 'alphabetic';
  };
  const isEmoji = (run: PlacedRun): boolean => isEmojiFont(run.font);
  const pad = Math.ceil(size * 0.5);

  const emojiSprite = (run: PlacedRun): Canvas => {
    const sprite = createCanvas(Math.ceil(run.width + pad * 2), Math.ceil(size * 1.6 + pad));
    const pen = sprite.getContext('2d');
    setPen(pen, run, false);
    drawEmojiRun(pen, run.text, pad, size * 1.2);
    return sprite;
  };
  const drawWord = (ctx: SKRSContext2D, prepared: PreparedWord): void => {
    for (const run of prepared.word.runs) {
      const sprite = prepared.emoji.get(run);
      if (sprite !== undefined) {
        ctx.drawImage(sprite, run.x - pad, -size * 1.2);
        continue;
      }
      setPen(ctx, run, prepared.word.rightToLeft);
      ctx.fillText(run.text, run.x, 0);
    }
  };

  const middle = block.box.x + block.box.width / 2;
  const words = block.words.map((word): PreparedWord => {
    const emoji = new Map(word.runs.filter(isEmoji).map((run): [PlacedRun, Canvas] => [run, emojiSprite(run)]));
    const fromCentre = block.box.width === 0 ? 0 : (word.x + word.width / 2 - middle) / (block.box.width / 2);
    return { word, fromCentre, emoji, blurred: null, shadow: wordShadow(word) };
  });
  const withBlur =
    entrance !== 'focus' ? words : words.map((prepared) => ({ ...prepared, blurred: blurredWord(prepared) }));
  const shade = colours.shadeStrength > 0 ? shadeField(block, frame, colours.filter, input.litPlace) : null;

  function blurredWord(prepared: PreparedWord): Canvas {
    const sprite = createCanvas(Math.ceil(prepared.word.width + pad * 2), Math.ceil(size * 2 + pad * 2));
    const pen = sprite.getContext('2d');
    pen.filter = `blur(${Math.max(1, size * 0.11)}px)`;
    pen.fillStyle = colours.ink;
    pen.translate(pad, pad + size * 1.3);
    drawWord(pen, prepared);
    return sprite;
  }

  /** A soft edge of the shade's colour around a word, so that it stands off whatever passes behind it. */
  function wordShadow(word: PlacedWord): Canvas {
    const sprite = createCanvas(Math.ceil(word.width + pad * 2), Math.ceil(size * 2 + pad * 2));
    const pen = sprite.getContext('2d');
    pen.filter = `blur(${Math.max(1, size * 0.15)}px)`;
    pen.fillStyle = colours.shade;
    pen.translate(pad, pad + size * 1.3);
    for (const run of word.runs) {
      if (isEmoji(run)) continue;
      setPen(pen, run, word.rightToLeft);
      pen.fillText(run.text, run.x, 0);
    }
    return sprite;
  }

  return {
    draw(ctx, seconds) {
      const presence = blockPresence(seconds, timing);
      if (presence <= 0) return;
      ctx.save();
      ctx.imageSmoothingQuality = 'medium';
      if (shade !== null) {
        ctx.globalAlpha = presence * colours.shadeStrength;
        ctx.globalCompositeOperation = colours.darkens ? 'multiply' : 'screen';
        ctx.drawImage(shade, 0, 0, frame.width, frame.height);
        ctx.globalCompositeOperation = 'source-over';
      }
      ctx.fillStyle = colours.ink;
      withBlur.forEach((prepared, i) => drawPosed(ctx, prepared, i, seconds));
      ctx.restore();
    },
  };

  function drawPosed(ctx: SKRSContext2D, prepared: PreparedWord, index: number, seconds: number): void {
    const { word } = prepared;
    const pose = wordPose(entrance, index, withBlur.length, prepared.fromCentre, seconds, timing);
    if (pose.alpha <= 0.003) return;
    ctx.save();
    if (pose.clipsToLine) {
      ctx.beginPath();
      ctx.rect(word.x - pad, word.baseline - size * 1.15, word.width + pad * 2, size * 1.5);
      ctx.clip();
    }
    if (pose.revealed < 1) {
      const open = (word.width + pad) * pose.revealed;
      ctx.beginPath();
      ctx.rect(
        block.rightToLeft ? word.x + word.width + pad / 2 - open : word.x - pad / 2,
        word.baseline - size * 1.5,
        open,
        size * 2.2,
      );
      ctx.clip();
    }
    const direction = block.rightToLeft ? 1 : -1;
    ctx.translate(word.x + pose.dx * size * (entrance === 'reveal' ? direction : 1), word.baseline + pose.dy * size);
    if (pose.scale !== 1) {
      ctx.translate(word.width / 2, -size * 0.35);
      ctx.scale(pose.scale, pose.scale);
      ctx.translate(-word.width / 2, size * 0.35);
    }
    ctx.globalAlpha = pose.alpha ** 2 * pose.revealed * 0.55;
    ctx.drawImage(prepared.shadow, -pad, -pad - size * 1.3);
    if (prepared.blurred !== null && pose.blur > 0.01) {
      ctx.globalAlpha = pose.alpha * pose.blur;
      ctx.drawImage(prepared.blurred, -pad, -pad - size * 1.3);
      ctx.globalAlpha = pose.alpha * (1 - pose.blur) ** 1.5;
    } else ctx.globalAlpha = pose.alpha;
    drawWord(ctx, prepared);
    ctx.restore();
  }
}
