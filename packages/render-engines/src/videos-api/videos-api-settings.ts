import type { ModelParameter } from '@videoexpress/job-schema';
import type { EngineSettings } from '@videoexpress/studio';

/** What a person set for the engine, read. */
export interface VideosApiSettings {
  readonly serverUrl: string;
  readonly jobsAtOnce: number;
  /** Per second of rendering; 0 is free, null unknown. */
  readonly pricePerSecondUsd: number | null;
  readonly giveUpAfterMs: number;
}

/** The settings of the engine. `fixedUrl`: the address that the environment sets, which wins. */
export function videosApiParameters(fixedUrl: string | null): ModelParameter[] {
  const fromOutside = fixedUrl === null ? '' : ' VIDEOS_API_URL is set outside, and that wins.';
  return [
    {
      type: 'text',
      name: 'server_url',
      label: 'Address of the server',
      help: `http://192.168.1.20:8091 or https://example.com. Plain http is for this machine and private networks alone: prompts, pictures and the key then travel in the clear there.${fromOutside}`,
      maxCharacters: 500,
      default: '',
    },
    {
      type: 'number',
      name: 'jobs_at_once',
      label: 'Jobs at once',
      help: 'How many the server is given at a time. One per GPU group it renders on; more only wait there.',
      min: 1,
      max: 64,
      step: 1,
      default: 1,
    },
    {
      type: 'text',
      name: 'price_per_second',
      label: 'Price per second (USD)',
      help: 'What a second of rendering costs you: the rent of all its GPUs an hour, divided by 3600. 0: free. Empty: not known.',
      maxCharacters: 20,
      default: '',
    },
    {
      type: 'number',
      name: 'give_up_after_minutes',
      label: 'Give up after (minutes)',
      help: 'A render that is not done so long after it was sent is stopped. These servers do not say whether one hangs.',
      min: 5,
      max: 1440,
      step: 5,
      default: 180,
    },
  ];
}

/** A price is a plain number; anything else is none. */
const pricePattern = /^\d{1,6}([.,]\d{1,9})?$/;

/** What is left out takes its default. A price that is no number counts as not known. */
export function readVideosApiSettings(settings: EngineSettings): VideosApiSettings {
  const { server_url: url, jobs_at_once: atOnce, price_per_second: price, give_up_after_minutes: minutes } = settings;
  const priceText = typeof price === 'string' ? price.trim() : '';
  return {
    serverUrl: typeof url === 'string' ? url.trim() : '',
    jobsAtOnce: typeof atOnce === 'number' ? atOnce : 1,
    pricePerSecondUsd: pricePattern.test(priceText) ? Number(priceText.replace(',', '.')) : null,
    giveUpAfterMs: (typeof minutes === 'number' ? minutes : 180) * 60_000,
  };
}
