/** What /health says of workers. */
export interface WorkerCounts {
  readonly idle: number;
  readonly initializing: number;
  readonly ready: number;
  readonly running: number;
  readonly throttled: number;
  readonly unhealthy: number;
}

/**
 * Whether the endpoint lets its workers work.
 *
 * - `open`: they get what waits.
 * - `none`: the endpoint has no worker at all, as RunPod sets it after seven idle days. What runs already goes on.
 * - `throttled`: the machines are let to others: workers are counted as throttled and get nothing.
 * - `cold`: workers sleep until a job waits, and then need `coldStartMs` before one of them takes it.
 */
export type Capacity =
  | { readonly mode: 'open' | 'none' | 'throttled' }
  | { readonly mode: 'cold'; readonly coldStartMs: number };
