import type { CaptionWriter, SecretReader } from '@videoexpress/studio';
import { createGeminiWriter } from './gemini-writer.ts';
import { createOpenaiWriter } from './openai-writer.ts';

/** Those who can suggest captions, in the order in which they are looked at where a person chose none. */
export function createCaptionWriters(deps: {
  readonly secrets: SecretReader;
  /** Addresses that the environment sets, for tests and proxies. */
  readonly addresses: { readonly openai: string | null; readonly gemini: string | null };
}): readonly CaptionWriter[] {
  const { secrets, addresses } = deps;
  return [
    createOpenaiWriter({ secrets, address: addresses.openai }),
    createGeminiWriter({ secrets, address: addresses.gemini }),
  ];
}
