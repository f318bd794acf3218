import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { createFontRegistry } from './font-registry.ts';
import { createTypeLayer } from './type-layer.ts';
import { type TypeBlock, typeset } from './typeset.ts';

const fonts = createFontRegistry(join(import.meta.dirname, '..', '..', '..', 'fonts'));

function set(text: string, width = 832, height = 480): TypeBlock {
  const placement = { align: 'start', vertical: 0.5 } as const;
  const block = typeset({ text, voice: 'serif', width, height, placement, fonts });
  if (block === null) throw new Error('nothing was set');
  return block;
}

describe('typeset', () => {
  it.each([
    ['one word', 'Sea'],
    ['a sentence', 'A lighthouse keeper’s lamp sweeps over black water at dusk'],
    ['a paragraph', 'The wind turns a page and nobody reads. '.repeat(12)],
    ['one endless word', 'Donaudampfschifffahrtsgesellschaftskapitänsmütze'.repeat(4)],
    ['Chinese', '月光下的大海，一艘小船慢慢驶向灯塔，风把旧信吹回来了，没有人读它们'],
    ['Arabic', 'القمر فوق البحر الهادئ والليل طويل'],
    ['emoji', '🦊👩‍🚀🏳️‍🌈🇯🇵👨‍👩‍👧‍👦❤️'],
  ])('keeps %s inside the frame at every shape', (_name, text) => {
    for (const [width, height] of [
      [832, 480],
      [1080, 1920],
      [1920, 1080],
      [480, 480],
      [64, 64],
      [64, 1920],
    ] as const) {
      const { box, words } = set(text, width, height);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      for (const word of words) {
        expect(word.x).toBeGreaterThanOrEqual(-0.5);
        expect(word.x + word.width).toBeLessThanOrEqual(width + 0.5);
      }
    }
  });

  it('sets a short text larger than a long one', () => {
    expect(set('Sea').sizePixels).toBeGreaterThan(
      set('The sea is wide and the night is long and quiet').sizePixels * 1.3,
    );
  });

  it('shortens only what cannot fit, and says so', () => {
    expect(set('A short line').shortened).toBe(false);
    expect(set('The wind turns a page. '.repeat(80)).shortened).toBe(true);
  });

  it('puts no closing mark at the start of a line', () => {
    const block = set('风把旧信吹回来了，没有人读它们，灯还亮着，海很安静。');
    const firsts = block.words.filter((word, i) => i === 0 || word.line !== block.words[i - 1]?.line);
    for (const word of firsts) expect(word.runs[0]?.text ?? '').not.toMatch(/^[，。、！？」）]/u);
  });

  it('reads from the right in Arabic and Hebrew, with numbers and Latin in their own order', () => {
    const { words, rightToLeft } = set('שלום Galilee 2026 עולם', 1920, 480);
    expect(rightToLeft).toBe(true);
    const [shalom, galilee, year, olam] = words;
    if (shalom === undefined || galilee === undefined || year === undefined || olam === undefined) throw new Error();
    expect(shalom.x).toBeGreaterThan(year.x);
    expect(galilee.x).toBeLessThan(year.x);
    expect(olam.x).toBeLessThan(galilee.x);
  });

  it('overlaps no two words of a line', () => {
    const { words } = set('A lighthouse keeper’s lamp sweeps over black water');
    const overlapping = words.filter((word, i) => {
      const next = words[i + 1];
      return next?.line === word.line && next.x <= word.x + word.width;
    });
    expect(overlapping).toEqual([]);
  });
});

describe('createTypeLayer', () => {
  /** How many pixels a text leaves on an empty canvas once it has arrived. */
  function inkOf(text: string): number {
    const frame = { width: 832, height: 480 };
    const colours = { ink: '#ffffff', shade: '#000000', filter: '#000000', darkens: true, shadeStrength: 0 };
    const timing = { startSeconds: 0, endSeconds: 60 };
    const layer = createTypeLayer({
      block: set(text),
      entrance: 'fade',
      timing,
      colours,
      fonts,
      frame,
      litPlace: null,
    });
    const ctx = createCanvas(832, 480).getContext('2d');
    layer.draw(ctx, 10);
    const { data } = ctx.getImageData(0, 0, 832, 480);
    let bright = 0;
    for (let i = 0; i < data.length; i += 4)
      if ((data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0) > 300) bright++;
    return bright;
  }

  it.each([
    'Sea',
    'Ночь',
    'θάλασσα',
    'البحر',
    'שלום',
    'नमस्ते',
    'สวัสดี',
    '大海',
    '桜の夜',
    '바다',
    '🦊',
    '🇯🇵',
    '👩‍🚀',
    '🏳️‍🌈',
  ])('leaves ink for %s: a glyph in the table is also drawn', (text) => {
    expect(inkOf(text)).toBeGreaterThan(400);
  });

  it('draws a joined emoji as one: as wide as a single one', () => {
    const widthOf = (text: string) => (set(text).words[0]?.width ?? 0) / set(text).sizePixels;
    for (const joined of ['👩‍🚀', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🏴‍☠️', '🇯🇵', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])
      expect(widthOf(joined), joined).toBeLessThan(1.5);
  });
});
