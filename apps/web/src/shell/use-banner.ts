'use client';

import { useHealth, useLivePhase } from '../live/live-provider.tsx';
import { awayBanner, type BannerWords, serviceBanner } from './banner-words.ts';
import { useAfter } from '../parts/use-after.ts';

/** A daemon that starts again answers within this time, and then nobody needs to read of it. */
const awayAfterMs = 1_500;

/** What the banner says now; null while there is none. */
export function useBanner(): BannerWords | null {
  const services = useHealth();
  const isAway = useAfter(useLivePhase() === 'reconnecting', awayAfterMs);
  if (isAway) return awayBanner;
  return services === undefined ? null : serviceBanner(services);
}
