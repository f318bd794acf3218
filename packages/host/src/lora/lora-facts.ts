import { err, type LoraBase, type LoraFacts, ok, type Result } from '@videoexpress/job-schema';
import type { SafetensorsHeader, Tensor } from './safetensors-header.ts';

/** How the smaller half of a pair is called: peft and diffusers, kohya and musubi. Its shape is [rank, width]. */
const downEnding = /\.(?:lora_A(?:\.default)?|lora_down)\.weight$/;

/** The width of the attention tells the models of one family apart. */
const bases: readonly { readonly family: RegExp; readonly width: number; readonly base: LoraBase }[] = [
  { family: /(?:^|[._])blocks[._]\d+[._](?:self_attn|attn1)/, width: 1536, base: 'wan-1.3b' },
  { family: /(?:^|[._])blocks[._]\d+[._](?:self_attn|attn1)/, width: 3072, base: 'wan-5b' },
  { family: /(?:^|[._])blocks[._]\d+[._](?:self_attn|attn1)/, width: 5120, base: 'wan-14b' },
  { family: /transformer_blocks[._]\d+[._]attn1/, width: 1920, base: 'cogvideox-2b' },
  { family: /transformer_blocks[._]\d+[._]attn1/, width: 3072, base: 'cogvideox-5b' },
];
/** The parts of the attention whose input is as wide as the model. */
const wholeWidth = /[._](?:to_)?[qkv]\.(?:lora_A(?:\.default)?|lora_down)\.weight$/;

const triggerFields = [
  'modelspec.trigger_phrase',
  'trigger_words',
  'trigger_word',
  'ss_trigger_words',
  'trained_words',
  'instance_prompt',
] as const;
const mostWords = 20;
const longestWord = 200;

/** What a LoRA is, from the names and shapes of its tensors. The error is one sentence for a person. */
export function loraFacts({ tensors, metadata }: SafetensorsHeader): Result<LoraFacts, string> {
  const halves = [...tensors].filter(([name, { shape }]) => downEnding.test(name) && shape.length >= 2);
  const rank = halves[0]?.[1].shape[0] ?? 0;
  if (rank === 0) {
    return err('It holds weights, but no LoRA: there are no tensors called lora_A or lora_down in it.');
  }
  return ok({ base: baseOf(halves), rank, triggerWords: triggerWordsOf(metadata) });
}

function baseOf(halves: readonly (readonly [string, Tensor])[]): LoraBase | null {
  for (const [name, { shape }] of halves) {
    if (!wholeWidth.test(name)) continue;
    // Wan and CogVideoX share words: the longer name is asked for first.
    const isCogVideo = name.includes('transformer_blocks');
    const found = bases.find(
      ({ family, width, base }) =>
        base.startsWith('cogvideox') === isCogVideo && family.test(name) && shape[1] === width,
    );
    if (found !== undefined) return found.base;
  }
  return null;
}

function triggerWordsOf(metadata: Readonly<Record<string, string>>): string[] {
  const said = triggerFields.map((field) => metadata[field]).find((text) => text !== undefined && text.trim() !== '');
  const words = (said ?? '')
    .replace(/^\[|\]$/g, '')
    .split(/[,\n]/)
    .map((word) => word.trim().replace(/^["']|["']$/g, ''))
    .filter((word) => word !== '' && word.length <= longestWord);
  return [...new Set(words)].slice(0, mostWords);
}
