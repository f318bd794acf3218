/** An amount as one reads it: `$20`, `$3.20`; below ten cents with what a render's cost differs by, `$0.038`. */
export function usdWords(usd: number): string {
  if (Number.isInteger(usd)) return `$${usd}`;
  return `$${usd.toFixed(usd < 0.1 ? 3 : 2)}`;
}
