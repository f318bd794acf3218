import type { HttpProblem } from '../problems.ts';
import type { RequestFacts } from './request-facts.ts';

/** One reason to turn a request away, or null. Rules look at the request alone; who is asking comes after them. */
export type GuardRule = (facts: RequestFacts) => HttpProblem | null;
