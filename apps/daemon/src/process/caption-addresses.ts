import type { HostConfig } from '@videoexpress/host';

/** Where the environment says that the providers of captions are, for tests and proxies. */
export function captionAddresses({ variables }: Pick<HostConfig, 'variables'>): {
  readonly openai: string | null;
  readonly gemini: string | null;
} {
  return { openai: variables.OPENAI_BASE_URL?.value ?? null, gemini: variables.GEMINI_BASE_URL?.value ?? null };
}
