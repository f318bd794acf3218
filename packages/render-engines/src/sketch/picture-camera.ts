import { type Canvas, createCanvas, type Image, type SKRSContext2D } from '@napi-rs/canvas';
import { createStage } from './backdrops/stage.ts';
import { vignetteLayer } from './backdrops/vignette.ts';
import { easeCamera, mix } from './easing.ts';
import type { CameraMove, SketchPlan } from './plan/sketch-plan.ts';
import { seededRandom, unitHash } from './prng.ts';
import type { PaintBackdrop } from './scene-painter.ts';

/** How much larger than the frame the picture is kept: room for the camera without drawing beyond its edge. */
const overscan = 1.3;
/** Bands of the picture that move by themselves: the lower, the nearer. */
const bandCount = 48;

/** Moves a camera over a still picture: the frame is filled, and the nearer part of the picture moves more. */
export function createPicturePainter(plan: SketchPlan, picture: Image): PaintBackdrop {
  const { width, height } = plan;
  const setting = plan.scenes[0]?.setting;
  if (setting === undefined) throw new Error('A plan has at least one scene.');
  const durationSeconds = plan.frameCount / plan.fps;
  const stage = createStage(width, height, setting, durationSeconds, null);
  const filled = coverFit(picture, Math.ceil(width * overscan), Math.ceil(height * overscan));
  const vignette = vignetteLayer(stage, 0.3);
  const random = seededRandom(setting.seed).fork('picture');
  // Pictures mostly have their ground below: nearness grows downwards, and by how much is the seed's.
  const parallax = random.between(0.25, 0.9);
  const aim = { x: random.between(0.38, 0.62), y: random.between(0.36, 0.58) };
  const sweepSide = random.chance(0.5) ? 1 : -1;
  const { unit } = stage;

  return (ctx, seconds) => {
    const progress = Math.min(1, Math.max(0, seconds / durationSeconds));
    drawBands(ctx, filled, { width, height, progress, camera: setting.camera, parallax, aim });
    ctx.save();
    ctx.globalCompositeOperation = 'screen';
    const sweepX = width * (0.5 + sweepSide * (progress - 0.5) * 1.7);
    const sweep = ctx.createRadialGradient(sweepX, height * 0.2, 0, sweepX, height * 0.2, width * 0.6);
    sweep.addColorStop(0, 'rgba(255,244,225,0.13)');
    sweep.addColorStop(1, 'rgba(255,244,225,0)');
    ctx.fillStyle = sweep;
    ctx.fillRect(0, 0, width, height);
    ctx.fillStyle = '#fff6e6';
    for (let i = 0; i < 34; i++) {
      // Dust in the light, so that even a plain picture is alive.
      const x = unitHash(i, setting.seed) * width + Math.sin(seconds * 0.4 + i) * 26 * unit + seconds * 9 * unit;
      const y = unitHash(i, setting.seed + 1) * height + Math.cos(seconds * 0.33 + i * 2) * 20 * unit;
      ctx.globalAlpha = 0.16 * (0.5 + 0.5 * Math.sin(seconds * 1.2 + i * 1.9));
      ctx.beginPath();
      ctx.arc(x % (width * 1.05), y, unit * (0.8 + 1.6 * unitHash(i, 3)), 0, Math.PI * 2);
      ctx.fill();
    }
    ctx.restore();
    vignette.draw(ctx, { seconds, progress, travelX: 0, travelY: 0, zoom: 1 });
  };
}

/** The picture scaled once so that it fills a canvas, its middle in the middle. */
function coverFit(picture: Image, width: number, height: number): Canvas {
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = '#101012';
  ctx.fillRect(0, 0, width, height);
  ctx.imageSmoothingQuality = 'high';
  const scale = Math.max(width / picture.width, height / picture.height);
  const w = picture.width * scale;
  const h = picture.height * scale;
  ctx.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
  return canvas;
}

interface BandView {
  readonly width: number;
  readonly height: number;
  readonly progress: number;
  readonly camera: CameraMove;
  readonly parallax: number;
  readonly aim: { readonly x: number; readonly y: number };
}

function drawBands(ctx: SKRSContext2D, filled: Canvas, view: BandView): void {
  const { width, height, camera, parallax, aim } = view;
  const eased = easeCamera(view.progress);
  const zoom = mix(camera.zoomFrom, camera.zoomTo, eased);
  const tall = filled.height / zoom;
  const slackY = filled.height - tall;
  const top = Math.min(slackY, Math.max(0, slackY * aim.y + camera.travelY * (eased - 0.5) * filled.height));
  const scaleY = height / tall;
  ctx.imageSmoothingQuality = 'low';
  for (let band = 0; band < bandCount; band++) {
    const from = Math.round((height * band) / bandCount);
    const to = Math.round((height * (band + 1)) / bandCount);
    const nearness = ((band + 0.5) / bandCount - 0.5) * parallax;
    const wide = filled.width / (zoom * (1 + nearness * (zoom - 1) * 0.5));
    const slackX = filled.width - wide;
    const shift = camera.travelX * (eased - 0.5) * (1 + nearness) * filled.width;
    const left = Math.min(slackX, Math.max(0, slackX * aim.x + shift));
    const scaleX = width / wide;
    ctx.save();
    // Clipped, and not cut from the source: cut bands would each be smoothed to their own edge, which shows as lines.
    ctx.beginPath();
    ctx.rect(0, from, width, to - from);
    ctx.clip();
    ctx.drawImage(filled, -left * scaleX, -top * scaleY, filled.width * scaleX, filled.height * scaleY);
    ctx.restore();
  }
}
