import type { Stop } from '../colour.ts';

/** The colours of one scene. `sky` runs from the top (0) to the horizon (1), or to the bottom where there is none. */
export interface Palette {
  readonly sky: readonly Stop[];
  /** Sun, moon, lamp: what lights the scene. */
  readonly light: string;
  /** The nearest silhouettes; farther ones are mixed with the horizon. */
  readonly near: string;
  /** One colour that stands out, for small things only. */
  readonly accent: string;
}

/** The conditions a palette was made for. */
export type PaletteKey =
  | 'night'
  | 'dawn'
  | 'day'
  | 'dusk'
  | 'overcast'
  | 'storm'
  | 'snow'
  | 'forest'
  | 'desert'
  | 'autumn'
  | 'spring'
  | 'underwater'
  | 'space'
  | 'fire'
  | 'room'
  | 'abstract';

function palette(sky: string, light: string, near: string, accent: string): Palette {
  const colours = sky.split(' ');
  const last = colours.length - 1;
  return { sky: colours.map((colour, i): Stop => [i / last, colour]), light, near, accent };
}

export const palettes: Record<PaletteKey, readonly [Palette, ...Palette[]]> = {
  night: [
    palette('#060a1c #101d42 #274475 #4a6f9c', '#f6edcf', '#04060d', '#f2c46d'),
    palette('#03111a #0a2b39 #1d5560 #4b8c86', '#e6f4e8', '#02090d', '#8fe6cb'),
    palette('#0c0720 #24134a #52306f #8a5584', '#ffe3f1', '#070412', '#ff9ecb'),
    palette('#080d15 #182635 #34495d #60788b', '#f1f4f7', '#04070b', '#9cc9ff'),
  ],
  dawn: [
    palette('#2b3a67 #6d669b #c98aa0 #f6b08f #ffdcae', '#fff1cf', '#1b1931', '#ff8f6b'),
    palette('#27526b #5f9aa6 #a9cbbd #f3d9b1 #ffeccd', '#fff6dc', '#132c38', '#e8745a'),
    palette('#3a2d5c #8c5487 #df7f85 #ff9f7d #ffd6a0', '#ffe9c2', '#20173a', '#ffe08a'),
  ],
  day: [
    palette('#2b74b6 #5fa3d4 #a5d0e6 #dcecec', '#fffbe6', '#12403f', '#ef6347'),
    palette('#2f879f #6fb9c2 #b4dcd6 #e9f1df', '#fff8dd', '#15443f', '#f2a33c'),
    palette('#4a6fb5 #86a8da #c2d4ea #f2e6da', '#fff4dc', '#23325c', '#f0677a'),
  ],
  dusk: [
    palette('#141f45 #3f4176 #8a5a86 #d9788a #ffb877', '#ffe3ad', '#100e20', '#ffcf6b'),
    palette('#17193a #4f2858 #a53f5a #e2604a #ffab57', '#ffdf9e', '#14091a', '#ffd98a'),
    palette('#102b41 #25586b #6c8f8b #dca67c #ffd99c', '#fff0c9', '#08171f', '#ff9a5c'),
    palette('#26133d #61265f #b93f6a #f36a6c #ffbb84', '#ffe6b8', '#160a22', '#7fe3e0'),
  ],
  overcast: [
    palette('#3b4a55 #62757f #93a3a8 #c4cdca', '#f1f4ee', '#18222a', '#f2b45a'),
    palette('#26343d #455a62 #748a8d #a9b7b1', '#eaf1ec', '#0f191d', '#ffc46b'),
    palette('#454456 #6d6c84 #9d98aa #cfc6c8', '#f6efe9', '#1d1c29', '#ff9d7a'),
  ],
  storm: [
    palette('#0c131b #1d2a35 #3b4c57 #6c7c7e', '#dfe9f0', '#060a0e', '#cfe4ff'),
    palette('#0f0e1c #262540 #4a4763 #807a8c', '#e6e2f4', '#08070f', '#d9c9ff'),
  ],
  snow: [
    palette('#6f8cab #9db5cb #c9d8e2 #eef2f2', '#ffffff', '#22384c', '#d8433b'),
    palette('#3d4a7c #7f7dab #c1a5bf #f3cdbf', '#fff3e2', '#1f2848', '#ff7a5c'),
    palette('#5d8a99 #93b9be #c7dcd8 #f1f2e6', '#fffdf0', '#1c4049', '#e8743f'),
  ],
  forest: [
    palette('#587a74 #86a89d #b7ccba #e4ebd6', '#fdf6d2', '#0d231d', '#f0b64a'),
    palette('#123430 #2b5f50 #6b9a7a #c0d2a0', '#f7f2c0', '#061512', '#ffcf5c'),
    palette('#3f6a86 #6f9aa5 #a9c4b4 #ecdfb8', '#fff0c4', '#0f2430', '#ef7f4a'),
  ],
  desert: [
    palette('#d07f43 #e6a262 #f2c388 #fae0b4', '#fff6dd', '#57210f', '#1f7f86'),
    palette('#4d83a6 #93a9ac #d9c09b #f6d8a4', '#fff3d2', '#63331c', '#d9482b'),
    palette('#7a3b5e #b9605f #e8926a #fbc98c', '#ffe9bd', '#3a1426', '#ffd36b'),
  ],
  autumn: [
    palette('#5f7a86 #9aa79c #d9bf94 #f6d6a0', '#fff0cb', '#33180f', '#d9582b'),
    palette('#3a3250 #7f4a56 #c9704c #f4ad62', '#ffe2a6', '#1f0d15', '#ffb04a'),
  ],
  spring: [
    palette('#7fb0d8 #b0c8e4 #dcd3e4 #fbe2e2', '#fffaf0', '#36475a', '#e2668f'),
    palette('#6fb5b0 #a8d3c2 #dfe6c9 #fbeedd', '#fffbe8', '#22504a', '#f07a9a'),
  ],
  underwater: [
    palette('#3fb3c4 #13839f #075178 #03294a #011427', '#d5fbf4', '#010c18', '#ffb27a'),
    palette('#5cc9b0 #1c8c8a #0a5666 #042f42 #021722', '#e2fff0', '#010f16', '#ff8f7a'),
    palette('#6a8ae0 #3450b4 #1b2c7c #0d174c #060a26', '#e3e8ff', '#040618', '#ff9fd0'),
  ],
  space: [
    palette('#04050d #080c20 #10183a #1d2a5c', '#fff6e3', '#020308', '#ffb86b'),
    palette('#070410 #160a24 #2e123c #54204f', '#ffe9f4', '#030108', '#6fe0ff'),
    palette('#020a0e #06202a #0c3a44 #17605f', '#eafff6', '#010506', '#ffd27a'),
  ],
  fire: [
    palette('#0b0405 #250807 #6a1a0c #c8481a #ff9a3c', '#ffdc8f', '#080203', '#ffd27a'),
    palette('#0a0610 #260c1c #6b1730 #d03c2e #ffab4d', '#ffe0a0', '#070309', '#ffcf70'),
  ],
  room: [
    palette('#0f0b10 #251820 #4a2c2c #7d4e36', '#ffd49a', '#080508', '#ffb057'),
    palette('#0a111c #172638 #2c4258 #4f6474', '#ffdba6', '#05080d', '#ffb866'),
    palette('#100e18 #241f3a #443560 #7a5578', '#ffd9c0', '#07060d', '#7fd6e0'),
  ],
  abstract: [
    palette('#0f1a2b #1d3d5c #2f7488 #8fc7b2', '#f7efd4', '#081018', '#ff7f5c'),
    palette('#1b0f2b #44205a #8a3a6c #f08a6e', '#ffe9c8', '#0e0718', '#7fe0d8'),
    palette('#132019 #24463a #4f8460 #c6cf8c', '#fbf4d2', '#08110d', '#ff9a5c'),
    palette('#20110e #5a2419 #b04a24 #f2a84f', '#fff0cc', '#120806', '#5fc3c9'),
    palette('#10122b #2a2f73 #5a5fc0 #c2a6e6', '#fdf0ff', '#080917', '#ffd06b'),
    palette('#f3e7d0 #ecd2ae #e5b48c #d98a6c', '#fffaf0', '#3a1d1c', '#23646b'),
    palette('#dfe9e4 #b9d3cc #86b0ac #4d7f86', '#fffdf4', '#10292f', '#e8643f'),
  ],
};
