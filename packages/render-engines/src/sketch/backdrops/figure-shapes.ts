import type { SKRSContext2D } from '@napi-rs/canvas';

/** The tones a figure is drawn in. */
export interface FigureTones {
  readonly body: string;
  readonly shade: string;
  readonly light: string;
  readonly accent: string;
}

/** A figure drawn with its foot at (0, 0), `size` tall, facing left, at a moment. */
export type FigureShape = (ctx: SKRSContext2D, size: number, seconds: number, tones: FigureTones) => void;

/** A closed outline through points, rounded at each. */
function smoothOutline(ctx: SKRSContext2D, points: readonly (readonly [number, number])[], scale: number): void {
  ctx.beginPath();
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length] ?? [x, y];
    const midX = ((x + nextX) / 2) * scale;
    const midY = ((y + nextY) / 2) * scale;
    if (i === 0) ctx.moveTo(midX, midY);
    else ctx.quadraticCurveTo(x * scale, y * scale, midX, midY);
  });
  const [first, second] = points;
  if (first !== undefined && second !== undefined)
    ctx.quadraticCurveTo(
      first[0] * scale,
      first[1] * scale,
      ((first[0] + second[0]) / 2) * scale,
      ((first[1] + second[1]) / 2) * scale,
    );
  ctx.closePath();
}

/** A fox trotting: body and brush in one outline, legs that swing in pairs. */
const fox: FigureShape = (ctx, size, seconds, tones) => {
  const s = size / 58;
  const gait = seconds * 8.5;
  const bob = Math.sin(gait * 2) * 0.7;
  ctx.save();
  ctx.translate(-50 * s, (-60 + bob) * s);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  const leg = (x: number, phase: number, colour: string, hind: boolean): void => {
    const swing = Math.sin(gait + phase) * 8;
    const lift = Math.max(0, Math.cos(gait + phase)) * 4;
    ctx.strokeStyle = colour;
    ctx.lineWidth = (hind ? 5.4 : 4.6) * s;
    ctx.beginPath();
    ctx.moveTo(x * s, 36 * s);
    ctx.quadraticCurveTo((x + (hind ? 4 : -1) + swing * 0.2) * s, 46 * s, (x + swing) * s, (58 - lift - bob) * s);
    ctx.stroke();
  };
  leg(37, 2.2, tones.shade, false);
  leg(66, 5.3, tones.shade, true);
  const tail = Math.sin(gait * 0.5) * 2;
  ctx.fillStyle = tones.body;
  smoothOutline(
    ctx,
    [
      [2, 25],
      [8, 20],
      [14, 16],
      [16, 5],
      [21, 14],
      [25, 6],
      [28, 16],
      [34, 22],
      [46, 23],
      [58, 21],
      [68, 23],
      [76, 28 + tail * 0.3],
      [86, 25 + tail],
      [97, 27 + tail],
      [105, 34 + tail],
      [96, 37 + tail],
      [86, 37 + tail],
      [77, 35],
      [72, 41],
      [63, 43],
      [54, 40],
      [44, 42],
      [33, 43],
      [27, 38],
      [22, 31],
      [13, 29],
    ],
    s,
  );
  ctx.fill();
  ctx.fillStyle = tones.light;
  smoothOutline(
    ctx,
    [
      [97, 28 + tail],
      [105, 33 + tail],
      [97, 36.5 + tail],
      [93, 32 + tail],
    ],
    s,
  );
  ctx.fill();
  leg(33, -0.9, tones.body, false);
  leg(70, 2.2, tones.body, true);
  ctx.restore();
};

const boat: FigureShape = (ctx, size, _seconds, tones) => {
  const s = size / 100;
  ctx.fillStyle = tones.light;
  ctx.beginPath();
  ctx.moveTo(3 * s, -96 * s);
  ctx.quadraticCurveTo(46 * s, -56 * s, 42 * s, -22 * s);
  ctx.lineTo(3 * s, -22 * s);
  ctx.fill();
  ctx.fillStyle = tones.accent;
  ctx.beginPath();
  ctx.moveTo(-3 * s, -84 * s);
  ctx.quadraticCurveTo(-26 * s, -50 * s, -38 * s, -22 * s);
  ctx.lineTo(-3 * s, -22 * s);
  ctx.fill();
  ctx.fillStyle = tones.body;
  ctx.fillRect(-1.3 * s, -100 * s, 2.6 * s, 84 * s);
  ctx.beginPath();
  ctx.moveTo(-54 * s, -16 * s);
  ctx.lineTo(54 * s, -18 * s);
  ctx.quadraticCurveTo(42 * s, 6 * s, 26 * s, 7 * s);
  ctx.lineTo(-30 * s, 7 * s);
  ctx.quadraticCurveTo(-46 * s, 3 * s, -54 * s, -16 * s);
  ctx.fill();
};

const balloon: FigureShape = (ctx, size, _seconds, tones) => {
  const s = size / 100;
  const top = -100 * s;
  const envelope = (narrow: number): void => {
    ctx.beginPath();
    ctx.moveTo(0, top);
    ctx.bezierCurveTo(38 * s * narrow, top, 46 * s * narrow, -52 * s, 8 * s * narrow, -22 * s);
    ctx.lineTo(-8 * s * narrow, -22 * s);
    ctx.bezierCurveTo(-46 * s * narrow, -52 * s, -38 * s * narrow, top, 0, top);
    ctx.fill();
  };
  [tones.accent, tones.light, tones.accent, tones.light].forEach((tone, i) => {
    ctx.fillStyle = tone;
    envelope(1 - i * 0.27);
  });
  const shade = ctx.createLinearGradient(-36 * s, 0, 36 * s, 0);
  shade.addColorStop(0, 'rgba(0,0,0,0)');
  shade.addColorStop(1, tones.shade);
  ctx.globalAlpha = 0.3;
  ctx.fillStyle = shade;
  envelope(1);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = tones.body;
  ctx.lineWidth = 0.9 * s;
  ctx.beginPath();
  for (const side of [-1, 1]) {
    ctx.moveTo(side * 7.5 * s, -22 * s);
    ctx.lineTo(side * 5 * s, -10 * s);
  }
  ctx.stroke();
  ctx.fillStyle = tones.body;
  ctx.fillRect(-6 * s, -10 * s, 12 * s, 10 * s);
};

const cabin: FigureShape = (ctx, size, seconds, tones) => {
  const s = size / 60;
  ctx.fillStyle = tones.body;
  ctx.fillRect(-34 * s, -34 * s, 68 * s, 40 * s);
  ctx.fillRect(14 * s, -66 * s, 9 * s, 24 * s);
  ctx.fillStyle = tones.shade;
  ctx.beginPath();
  ctx.moveTo(-44 * s, -30 * s);
  ctx.lineTo(0, -62 * s);
  ctx.lineTo(44 * s, -30 * s);
  ctx.closePath();
  ctx.fill();
  const flicker = 0.86 + 0.14 * Math.sin(seconds * 7) * Math.sin(seconds * 3.1);
  ctx.globalAlpha = flicker;
  ctx.fillStyle = '#ffd27a';
  ctx.fillRect(-20 * s, -24 * s, 13 * s, 13 * s);
  ctx.fillRect(6 * s, -24 * s, 13 * s, 13 * s);
  ctx.globalAlpha = 1;
  ctx.fillStyle = tones.body;
  ctx.fillRect(-14.3 * s, -24 * s, 1.6 * s, 13 * s);
  ctx.fillRect(11.7 * s, -24 * s, 1.6 * s, 13 * s);
  ctx.fillStyle = tones.light;
  for (let i = 0; i < 9; i++) {
    const age = (seconds * 0.22 + i / 9) % 1;
    ctx.globalAlpha = 0.2 * Math.sin(Math.PI * age);
    ctx.beginPath();
    ctx.arc((18 + age * 26 + Math.sin(age * 6 + i) * 3) * s, (-68 - age * 60) * s, (4 + age * 12) * s, 0, Math.PI * 2);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
};

const train: FigureShape = (ctx, size, _seconds, tones) => {
  const s = size / 40;
  for (let car = 0; car < 7; car++) {
    const x = car * 104 * s;
    ctx.fillStyle = tones.body;
    ctx.beginPath();
    if (car === 0) {
      ctx.moveTo(x - 20 * s, -6 * s);
      ctx.quadraticCurveTo(x - 6 * s, -38 * s, x + 26 * s, -40 * s);
      ctx.lineTo(x + 98 * s, -40 * s);
      ctx.lineTo(x + 98 * s, -6 * s);
    } else ctx.rect(x, -40 * s, 98 * s, 34 * s);
    ctx.fill();
    ctx.fillRect(x + 94 * s, -14 * s, 14 * s, 5 * s);
    ctx.fillStyle = '#ffdc94';
    for (let window = car === 0 ? 2 : 0; window < 6; window++)
      ctx.fillRect(x + (8 + window * 15) * s, -32 * s, 10 * s, 10 * s);
    ctx.fillStyle = tones.shade;
    for (const wheel of [16, 34, 66, 84]) {
      ctx.beginPath();
      ctx.arc(x + wheel * s, -4 * s, 5 * s, 0, Math.PI * 2);
      ctx.fill();
    }
  }
};

const jellyfish: FigureShape = (ctx, size, seconds, tones) => {
  const s = size / 100;
  const pulse = Math.sin(seconds * 2.1);
  const wide = (30 + pulse * 4) * s;
  const tall = (34 - pulse * 4) * s;
  const top = -100 * s;
  ctx.lineCap = 'round';
  for (let i = 0; i < 11; i++) {
    const share = i / 10 - 0.5;
    ctx.strokeStyle = tones.light;
    ctx.globalAlpha = 0.3 + (i % 3) * 0.12;
    ctx.lineWidth = (i % 3 === 0 ? 2.6 : 1.2) * s;
    ctx.beginPath();
    const long = (46 + ((i * 37) % 22)) * s;
    for (let step = 0; step <= 10; step++) {
      const down = step / 10;
      ctx.lineTo(
        share * wide * 1.6 * (1 - down * 0.3) + Math.sin(seconds * 2.1 - down * 5 + i) * 6 * s * down,
        top + tall + down * long,
      );
    }
    ctx.stroke();
  }
  ctx.globalAlpha = 0.5 + pulse * 0.08;
  ctx.globalCompositeOperation = 'screen';
  const halo = ctx.createRadialGradient(0, top + tall * 0.5, 0, 0, top + tall * 0.5, wide * 2.4);
  halo.addColorStop(0, tones.accent);
  halo.addColorStop(1, 'rgba(0,0,0,0)');
  ctx.fillStyle = halo;
  ctx.fillRect(-wide * 2.4, top + tall * 0.5 - wide * 2.4, wide * 4.8, wide * 4.8);
  const glow = ctx.createRadialGradient(0, top + tall * 0.9, 0, 0, top + tall * 0.6, wide * 1.15);
  glow.addColorStop(0, tones.light);
  glow.addColorStop(0.55, tones.accent);
  glow.addColorStop(1, tones.light);
  ctx.fillStyle = glow;
  ctx.globalAlpha = 0.85;
  ctx.beginPath();
  ctx.moveTo(-wide, top + tall);
  ctx.bezierCurveTo(-wide * 1.05, top - tall * 0.1, wide * 1.05, top - tall * 0.1, wide, top + tall);
  for (let scallop = 5; scallop > 0; scallop--) {
    const from = (scallop / 5) * 2 - 1;
    const to = ((scallop - 1) / 5) * 2 - 1;
    ctx.quadraticCurveTo(((from + to) / 2) * wide, top + tall + 6 * s, to * wide, top + tall);
  }
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.globalCompositeOperation = 'source-over';
};

/** The figures that are drawn here; all others are cut from an emoji. */
export const figureShapes: Readonly<Record<string, FigureShape>> = { fox, boat, balloon, cabin, train, jellyfish };
