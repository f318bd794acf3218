import { join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** Makes bundled fonts known to the drawing library, each when it is first needed. */
export interface FontRegistry {
  /** The CSS font value for one bundled font at a size in pixels. */
  cssFont(font: string, sizePixels: number): string;
}

/** The display faces are variable; the others were bundled in one weight. */
const weightOf = (font: string): string => {
  if (font.startsWith('fraunces')) return '500 ';
  if (font.startsWith('bricolage')) return '650 ';
  return '';
};

/** @param fontsFolder the folder of the bundled .woff2 files, absolute */
export function createFontRegistry(fontsFolder: string): FontRegistry {
  return {
    cssFont(font, sizePixels) {
      // A name of our own, so that a font of the same family installed on the machine is never meant.
      const family = `sketch-${font}`;
      if (!GlobalFonts.has(family)) GlobalFonts.registerFromPath(join(fontsFolder, `${font}.woff2`), family);
      return `${weightOf(font)}${sizePixels}px ${family}`;
    },
  };
}
