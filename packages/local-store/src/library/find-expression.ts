import type { ListAssetsQuery } from '@videoexpress/job-schema';
import type { Kysely } from 'kysely';
import { searchExpression } from '../search/search-query.ts';
import type { Tables } from '../tables.ts';

/**
 * Words and filters of a list as one expression of FTS5. A search text without a letter, a digit or an emoji in it filters
 * nothing.
 */
export async function findExpression(db: Kysely<Tables>, query: ListAssetsQuery): Promise<string> {
  const facts = [
    query.trash === '1' ? 'trash' : 'library',
    query.type === undefined ? '' : `t${query.type}`,
    query.favourite === '1' ? 'f1' : '',
    query.engine === undefined ? '' : `e${Buffer.from(query.engine, 'utf8').toString('hex')}`,
    query.seed === undefined ? '' : `s${query.seed}`,
    query.ratio ?? '',
  ].filter((fact) => fact !== '');
  const terms = facts.map((fact) => `facts : "${fact}"`);
  if (query.projectId !== undefined) terms.push(await inProject(db, query.projectId));
  const words = query.q === undefined ? null : searchExpression(query.q);
  if (words !== null) terms.push(`{name prompt labels} : (${words})`);
  return terms.join(' AND ');
}

/** What belongs to a deleted project is shown in none. */
async function inProject(db: Kysely<Tables>, wanted: NonNullable<ListAssetsQuery['projectId']>): Promise<string> {
  const deleted = await db.selectFrom('project').select('id').where('deleted_at_ms', 'is not', null).execute();
  const fact = (id: string) => `"p${id.slice('prj_'.length)}"`;
  if (wanted === 'none') return `facts : (${['"none"', ...deleted.map((each) => fact(each.id))].join(' OR ')})`;
  if (!deleted.some((each) => each.id === wanted)) return `facts : ${fact(wanted)}`;
  return 'facts : "nothing"';
}
