/** What an engine's price per second of rendering means for a person. */
export function formatPrice(pricePerSecondUsd: number | null): string {
  if (pricePerSecondUsd === null) return 'price not known';
  if (pricePerSecondUsd === 0) return 'free';
  return `$${pricePerSecondUsd.toPrecision(2)} a second`;
}

const leastSaidUsd = 0.01;

/** An amount: `$20`, `$3.20`, `$1,200.50`. What cost less than a cent is `<$0.01`, never nothing. */
export function formatUsd(usd: number): string {
  if (usd > 0 && usd < leastSaidUsd) return '<$0.01';
  const digits = Number.isInteger(usd) ? 0 : 2;
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** An amount that is only expected: `about $0.10`, `under $0.01`. */
export function aboutUsd(usd: number): string {
  return usd > 0 && usd < leastSaidUsd ? 'under $0.01' : `about ${formatUsd(usd)}`;
}

/** What a job cost: `free`, `$0.10`; null where it is not known. */
export function formatCost(usd: number | null | undefined): string | null {
  if (usd === null || usd === undefined) return null;
  return usd === 0 ? 'free' : formatUsd(usd);
}
