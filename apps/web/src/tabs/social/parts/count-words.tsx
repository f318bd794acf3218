import type { PostCount } from '@videoexpress/job-schema';
import { formatCount } from '../../../library/asset-words.ts';

/** `97 of 2,200`, red where it is too much. What is counted is said where it is no plain character. */
export function CountWords({ count }: { count: PostCount }) {
  const { used, most, unit } = count;
  const isTooMuch = used > most;
  const kind = unit === 'characters' ? '' : ` ${unit}`;
  return (
    <span className={isTooMuch ? 'font-medium text-negative' : 'text-text-3'}>
      {`${formatCount(used)} of ${formatCount(most)}${kind}`}
      {isTooMuch ? <span className="sr-only">, too long</span> : null}
    </span>
  );
}
