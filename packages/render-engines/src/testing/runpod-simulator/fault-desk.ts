import { type AnswerFault, type FaultRule, faultRuleSchema } from './answer-fault.ts';

interface StandingRule {
  readonly fault: AnswerFault;
  readonly route: string;
  readonly job: string | undefined;
  left: number;
}

/** Where tests order faults, and calls find theirs. The rule that was given first is used first. */
export class FaultDesk {
  readonly #rules: StandingRule[] = [];

  /** Throws on a rule that makes no sense. The function that is given back takes the rule away. */
  add(rule: FaultRule): () => void {
    const { fault, route, job, times } = faultRuleSchema.parse(rule);
    const standing = { fault, route, job, left: times === 'always' ? Number.POSITIVE_INFINITY : times };
    this.#rules.push(standing);
    return () => this.#drop(standing);
  }

  clear(): void {
    this.#rules.length = 0;
  }

  /** Rules that have not been used up. */
  get pending(): number {
    return this.#rules.length;
  }

  /** The fault of a call, which it uses up. `names`: whatever a rule may call its job. */
  take(route: string, names: readonly string[]): AnswerFault | null {
    const rule = this.#rules.find((other) => {
      return other.route === route && (other.job === undefined || names.includes(other.job));
    });
    if (rule === undefined) return null;
    rule.left -= 1;
    if (rule.left <= 0) this.#drop(rule);
    return rule.fault;
  }

  #drop(rule: StandingRule): void {
    const place = this.#rules.indexOf(rule);
    if (place !== -1) this.#rules.splice(place, 1);
  }
}
