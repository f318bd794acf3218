import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { describeRulesBetweenPeople } from './rules-between-people.ts';
import { describeRulesOfTheStudio } from './rules-of-the-studio.ts';
import type { SqlDatabase } from './sql-database.ts';
import { type TriedProject, tryProject } from './tried-project.ts';

/** What a project grants on new tables by itself: since 2026 nothing, before that everything to every role. */
export type DefaultGrants = 'nothing' | 'everything';

/**
 * The rules that every Postgres with our migrations has to keep.
 * @param openDatabase a new and empty one
 */
export function describeRulesOfRows(
  openDatabase: () => Promise<SqlDatabase>,
  kinds: readonly DefaultGrants[] = ['nothing', 'everything'],
): void {
  describe.each(kinds)('a project that grants %s by itself', (kind) => {
    let project: TriedProject;
    beforeAll(async () => {
      project = await tryProject(await openDatabase(), kind === 'everything');
    });
    afterAll(() => project.database.close());
    beforeEach(() => project.begin());

    describeRulesBetweenPeople(() => project);
    describeRulesOfTheStudio(() => project);
  });
}
