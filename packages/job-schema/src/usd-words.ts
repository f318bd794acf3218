/**
 * An amount as one reads it: `$20`, `$3.20`; below ten cents with what a render's cost differs by, `$0.038`. What cost almost
 * nothing is `<$0.001`, never nothing.
 */
export function usdWords(usd: number): string {
  if (Number.isInteger(usd)) return `$${usd}`;
  if (usd > 0 && usd < 0.001) return '<$0.001';
  return `$${usd.toFixed(usd < 0.1 ? 3 : 2)}`;
}
