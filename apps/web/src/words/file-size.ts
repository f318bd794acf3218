const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes as people read them, a thousand to the next unit: `812 bytes`, `12 kB`, `3.1 GB`. */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = unit >= 2 && amount < 99.95 ? 1 : 0;
  return `${amount.toFixed(digits)} ${units[unit]}`;
}
