/**
 * Draws a contact sheet of six prompts, four moments each:
 * `node packages/render-engines/src/sketch/contact-sheet.ts docs/screenshots/sketch-contact-sheet.webp`
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { planSketch } from './plan/plan-sketch.ts';
import type { SketchInput } from './plan/sketch-plan.ts';
import { createSketchRenderer } from './sketch-renderer.ts';

const fontsFolder = join(import.meta.dirname, '..', '..', 'fonts');

/** One row of the sheet. */
export interface SheetRow {
  readonly prompt: string;
  readonly seed: number;
  readonly width?: number;
  readonly height?: number;
}

export const sheetRows: readonly SheetRow[] = [
  { prompt: "A lighthouse keeper's lamp sweeps over black water at dusk. Thin fog rolls off the cliff.", seed: 4 },
  { prompt: 'A red fox crosses a field in the snow. It stops and listens.', seed: 11 },
  { prompt: '霓虹灯下的城市，雨夜。一列电车驶过。', seed: 3 },
  { prompt: 'Jellyfish drift through the deep sea, glowing', seed: 8 },
  { prompt: 'قافلة جمال تعبر الصحراء عند الغروب', seed: 5 },
  { prompt: 'Northern lights dance over the mountains', seed: 3 },
];

const moments = [0.14, 0.4, 0.66, 0.95];

/** Draws rows of four moments side by side, each frame scaled to fit a cell. */
export function contactSheet(rows: readonly SheetRow[], cellWidth: number, seconds = 5): Canvas {
  const cellHeight = Math.round((cellWidth * 480) / 832);
  const gap = 6;
  const sheet = createCanvas(moments.length * (cellWidth + gap) + gap, rows.length * (cellHeight + gap) + gap);
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = '#131314';
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.imageSmoothingQuality = 'high';
  rows.forEach((row, rowIndex) => {
    const fps = 24;
    const input: SketchInput = {
      kind: 'text_to_video',
      prompt: row.prompt,
      width: row.width ?? 832,
      height: row.height ?? 480,
      num_frames: seconds * fps,
      fps,
      seed: row.seed,
      showText: true,
      transitions: 'auto',
    };
    const plan = planSketch(input);
    const renderer = createSketchRenderer(plan, fontsFolder);
    moments.forEach((moment, column) => {
      renderer.drawFrame(Math.floor(moment * (plan.frameCount - 1)));
      const scale = Math.min(cellWidth / plan.width, cellHeight / plan.height);
      const w = plan.width * scale;
      const h = plan.height * scale;
      ctx.drawImage(
        renderer.canvas,
        gap + column * (cellWidth + gap) + (cellWidth - w) / 2,
        gap + rowIndex * (cellHeight + gap) + (cellHeight - h) / 2,
        w,
        h,
      );
    });
  });
  return sheet;
}

if (import.meta.main) {
  const [, , to] = process.argv;
  if (to === undefined) process.exitCode = 2;
  else writeFileSync(to, contactSheet(sheetRows, 416).toBuffer('image/webp', 84));
}
