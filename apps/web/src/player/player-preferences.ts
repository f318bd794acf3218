import { storedFields } from '../stored/stored-json.ts';
import { storedValue } from '../stored/stored-value.ts';

/** How a person likes clips to play; kept by this browser, the same for every player. */
export interface PlayerPreferences {
  readonly isLooping: boolean;
  readonly isMuted: boolean;
  /** 0 to 1. */
  readonly volume: number;
}

/** Muted at first: a browser plays nothing with sound that nobody started. */
const defaults: PlayerPreferences = { isLooping: true, isMuted: true, volume: 1 };

/** What is stored as preferences; the default for each part that is not. */
export function preferencesFrom(stored: unknown): PlayerPreferences {
  const { isLooping, isMuted, volume } = storedFields(stored);
  return {
    isLooping: typeof isLooping === 'boolean' ? isLooping : defaults.isLooping,
    isMuted: typeof isMuted === 'boolean' ? isMuted : defaults.isMuted,
    volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : defaults.volume,
  };
}

/** What was chosen last in this browser. */
export const playerPreferences = storedValue('videoexpress.player', defaults, preferencesFrom);
