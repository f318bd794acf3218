import { fontCoversCluster, fontNames } from './font-coverage.ts';

/** The two voices of a title: a soft serif and a grotesque with character. */
export type TypeVoice = 'serif' | 'grotesque';

const subsetsOfDisplay = ['latin', 'latin-ext', 'vietnamese'];
const emojiFonts: readonly string[] = fontNames.filter((name) => name.startsWith('noto-color-emoji'));
const cjkFonts = ['noto-sans-jp', 'noto-sans-kr', 'noto-sans-sc', 'noto-sans-tc'];

const displayOf: Record<TypeVoice, string> = { serif: 'fraunces', grotesque: 'bricolage-grotesque' };

/** Cyrillic and Greek in the manner of the voice; the display faces have neither. */
const europeanOf: Record<TypeVoice, readonly string[]> = {
  serif: ['noto-serif-cyrillic', 'noto-serif-cyrillic-ext', 'noto-serif-greek', 'noto-serif-greek-ext'],
  grotesque: ['noto-sans-cyrillic', 'noto-sans-cyrillic-ext', 'noto-sans-greek', 'noto-sans-greek-ext'],
};

const otherScripts = fontNames.filter(
  (name) =>
    !emojiFonts.includes(name) &&
    !cjkFonts.includes(name) &&
    name.startsWith('noto-sans-') &&
    name !== 'noto-sans-symbols',
);

/**
 * The order in which fonts are asked for a text. Han characters differ in shape between China, Taiwan and Japan, so the
 * text itself decides: kana means Japanese, Hangul Korean, else whichever Chinese font covers more of it.
 */
export function fontOrderFor(text: string, voice: TypeVoice): readonly string[] {
  const display = subsetsOfDisplay.map((subset) => `${displayOf[voice]}-${subset}`);
  return [...display, ...europeanOf[voice], ...cjkOrder(text), ...otherScripts, 'noto-sans-symbols'];
}

/** Frequent characters that are written so in Taiwan and Hong Kong only; the simplified font has most of them too. */
const traditionalOnly = /[這個們來說話會時國學開關門問間見東車馬長書電點過還對後從為無與樂愛風飛魚鳥龍雲陽陰燈縣灣]/u;

function cjkOrder(text: string): readonly string[] {
  if (/[\u3041-\u30ff]/u.test(text)) return ['noto-sans-jp', 'noto-sans-tc', 'noto-sans-sc', 'noto-sans-kr'];
  if (/[\uac00-\ud7a3]/u.test(text)) return ['noto-sans-kr', 'noto-sans-tc', 'noto-sans-jp', 'noto-sans-sc'];
  const han = [...text.matchAll(/\p{Script=Han}/gu)].map((match) => match[0]);
  const coveredBy = (font: string): number => han.filter((character) => fontCoversCluster(font, character)).length;
  const simplifiedFirst = !traditionalOnly.test(text) && coveredBy('noto-sans-sc') >= coveredBy('noto-sans-tc');
  const chinese = simplifiedFirst ? ['noto-sans-sc', 'noto-sans-tc'] : ['noto-sans-tc', 'noto-sans-sc'];
  return [...chinese, 'noto-sans-jp', 'noto-sans-kr'];
}

const looksLikeEmoji = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\p{Emoji}\ufe0f|[0-9#*]\ufe0f?\u20e3/u;

/** The first font that draws a whole cluster, or null where none does. Emoji come from the colour font only. */
export function fontForCluster(cluster: string, order: readonly string[]): string | null {
  const find = (fonts: readonly string[]): string | null =>
    fonts.find((font) => fontCoversCluster(font, cluster)) ?? null;
  if (looksLikeEmoji.test(cluster)) return find(emojiFonts);
  return find(order) ?? find(emojiFonts);
}
