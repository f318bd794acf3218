const leastDollars = 0.0001;

/** What a render cost, in one sentence; null: not known. */
export function costSentence(usd: number | null, isBilled: boolean): string {
  if (!isBilled) return 'Nothing was spent.';
  if (usd === null) return 'GPU time was billed.';
  return usd > 0 && usd < leastDollars ? `It cost ${dollars(usd)}.` : `It cost about ${dollars(usd)}.`;
}

/** `$3.20`, `$0.04`, and with what is less than a cent still to be seen, `$0.0031`. */
export function dollars(usd: number): string {
  if (usd === 0 || usd >= 0.01) return `$${usd.toFixed(2)}`;
  return usd < leastDollars ? 'less than $0.0001' : `$${Number(usd.toPrecision(2))}`;
}
