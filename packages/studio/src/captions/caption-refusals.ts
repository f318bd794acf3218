import { type CaptionProvider, captionProviders } from '@videoexpress/job-schema';
import type { Refusal } from '../refusal.ts';
import type { CaptionFault } from './caption-writer.ts';

const keyNames = { openai: 'OPENAI_API_KEY', gemini: 'GEMINI_API_KEY' } as const;
const addressNames = { openai: 'OPENAI_BASE_URL', gemini: 'GEMINI_BASE_URL' } as const;
const billing = {
  openai: 'platform.openai.com, under Billing',
  gemini: 'Google AI Studio, under Usage and billing',
} as const;

/** What went wrong with a provider, and the way out, for a person. Nothing was published, and nothing they typed is lost. */
export interface CaptionWords {
  readonly code: Extract<Refusal['code'], `captions_${string}`>;
  readonly what: string;
  readonly fix: string;
}

/** The words of a fault. */
export function captionWords(provider: CaptionProvider, fault: CaptionFault, model: string): CaptionWords {
  const who = captionProviders[provider];
  switch (fault.code) {
    case 'no_key':
      return {
        code: 'captions_no_key',
        what: `There is no key for ${who}.`,
        fix: `Put one under Settings, Keys (${keyNames[provider]}).`,
      };
    case 'key_refused':
      return {
        code: 'captions_key_refused',
        what: `${who} does not take the key.`,
        fix: `Make a new one, and put it under Settings, Keys (${keyNames[provider]}).`,
      };
    case 'not_allowed':
      return {
        code: 'captions_key_refused',
        what: `${who} takes the key, but does not let it do this.`,
        fix: 'Give the key the right to use models, or use one of a project and a country that may.',
      };
    case 'no_credit':
      return {
        code: 'captions_limit',
        what: `The account at ${who} has no credit left.`,
        fix: `Top it up at ${billing[provider]}, or write the text yourself.`,
      };
    case 'too_many':
      return {
        code: 'captions_limit',
        what: `${who} has had too many requests from this key.`,
        fix: `Try again ${when(fault.retryAfterSeconds)}.`,
      };
    case 'refused':
      return {
        code: 'captions_refused',
        what: `${who} would not write about this.`,
        fix: 'Say in your own words what the clip shows, or write the text yourself.',
      };
    case 'no_model':
      return {
        code: 'captions_failed',
        what: `${who} has no model “${model}” for this key.`,
        fix: 'Choose another under Settings, Suggestions.',
      };
    case 'unreachable':
      return {
        code: 'captions_failed',
        what: `${who} cannot be reached.`,
        fix: 'Look at the network, and try again.',
      };
    case 'timed_out':
      return {
        code: 'captions_failed',
        what: `${who} did not answer in time.`,
        fix: 'Try again, or choose a smaller model under Settings, Suggestions.',
      };
    case 'overloaded':
      return { code: 'captions_failed', what: `${who} has too much to do.`, fix: 'Try again in a minute.' };
    case 'unreadable':
      return {
        code: 'captions_failed',
        what: `What ${who} wrote could not be read.`,
        fix: 'Try again, or choose another model under Settings, Suggestions.',
      };
    case 'address_wrong':
      return {
        code: 'captions_failed',
        what: `${addressNames[provider]} is not an address that can be used.`,
        fix: 'Give https:, or http: to this machine alone; or take the variable away.',
      };
    case 'failed':
      return { code: 'captions_failed', what: `${who} answered with a fault of its own.`, fix: 'Try again later.' };
  }
}

/** The fault as a refusal of the request. */
export function captionRefusal(provider: CaptionProvider, fault: CaptionFault, model: string): Refusal {
  const { code, what, fix } = captionWords(provider, fault, model);
  return { code, detail: `${what} ${fix}` };
}

function when(seconds: number | undefined): string {
  if (seconds === undefined) return 'in a minute';
  if (seconds <= 90) return `in ${Math.max(1, Math.ceil(seconds))} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 90 ? `in ${minutes} minutes` : `in ${Math.ceil(minutes / 60)} hours`;
}
