/** What an engine's price per second of rendering means for a person. */
export function formatPrice(pricePerSecondUsd: number | null): string {
  if (pricePerSecondUsd === null) return 'price not known';
  if (pricePerSecondUsd === 0) return 'free';
  return `$${pricePerSecondUsd.toPrecision(2)} a second`;
}

/** What a job cost: `free`, `$0.10`; null where it is not known. */
export function formatCost(usd: number | null | undefined): string | null {
  if (usd === null || usd === undefined) return null;
  return usd === 0 ? 'free' : `$${usd.toFixed(2)}`;
}
