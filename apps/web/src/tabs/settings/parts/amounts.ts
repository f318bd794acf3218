/** How long something took: `1 ms`, `88 ms`, `2.4 s`. */
export function formatMilliseconds(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.max(1, Math.round(ms))} ms`;
}

const spans = [
  { seconds: 86_400, one: 'day', many: 'days' },
  { seconds: 3600, one: 'h', many: 'h' },
  { seconds: 60, one: 'min', many: 'min' },
] as const;

/** A while, in its largest whole unit: `12 s`, `4 min`, `3 h`, `1 day`, `3 days`. */
export function formatSpan(seconds: number): string {
  for (const span of spans) {
    const whole = Math.floor(seconds / span.seconds);
    if (whole >= 1) return `${whole} ${whole === 1 ? span.one : span.many}`;
  }
  return `${Math.floor(seconds)} s`;
}
