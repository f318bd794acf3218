/** One place where the tree breaks one of the rules of the house. */
export interface Violation {
  readonly rule: string;
  /** From the root of the tree, with forward slashes. */
  readonly file: string;
  /** Counted from 1; 0 where the whole file is meant. */
  readonly line: number;
  readonly detail: string;
}

/** For example `packages/host/src/x.ts:3 environment: only packages/host/src/config reads process.env`. */
export function describeViolation({ rule, file, line, detail }: Violation): string {
  return `${file}${line === 0 ? '' : `:${line}`} ${rule}: ${detail}`;
}
