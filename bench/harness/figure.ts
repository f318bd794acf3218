/** What a figure is held against. A share or a ratio is of the physical limit that was measured beside it. */
export type Goal =
  | { readonly kind: 'at_most'; readonly value: number }
  | { readonly kind: 'at_least_share'; readonly share: number }
  | { readonly kind: 'at_most_ratio'; readonly ratio: number }
  /** Shown beside the others, held to nothing. */
  | { readonly kind: 'none' };

/** What the machine could do at most, measured in the same run, as many times as the figure. */
export interface Limit {
  readonly what: string;
  readonly values: readonly number[];
}

/** One line of the table: a value of each run. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly limit: Limit | null;
  readonly goal: Goal;
}

/** How much of the work a run does: the whole, or a quick look whose figures are not to be quoted. */
export interface BenchRun {
  readonly times: number;
  /** A count of things, fewer of them in a quick look. */
  readonly sized: (full: number) => number;
  readonly isQuick: boolean;
  /** An empty folder of the run's own on the disk that is measured. */
  readonly folder: (name: string) => string;
}

/** One or more figures that are measured together. */
export interface Row {
  /** As `--row` takes it. */
  readonly id: string;
  readonly about: string;
  measure(run: BenchRun): Promise<readonly Figure[]>;
}

/** A row that cannot be measured here, and why. */
export class NotMeasured extends Error {}
