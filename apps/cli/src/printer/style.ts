import { styleText } from 'node:util';

/** What a piece of text means; how it looks follows from that. */
export type Tone = 'strong' | 'dim' | 'good' | 'bad' | 'caution' | 'accent';

const looks = {
  strong: 'bold',
  dim: 'dim',
  good: 'green',
  bad: 'red',
  caution: 'yellow',
  accent: 'cyan',
} as const satisfies Record<Tone, string>;

/** Gives text its look, where colours are wanted. */
export type Paint = (tone: Tone, text: string) => string;

/** A painter that colours, or one that leaves text as it is. */
export function painter(color: boolean): Paint {
  return (tone, text) => (color ? styleText(looks[tone], text, { validateStream: false }) : text);
}
