import { type HttpProblem, problemDocument } from '../problems.ts';
import { plainPage } from './plain-page.ts';
import { page, type Reply } from './reply.ts';

/** A problem as a page that a person can read. */
export function problemPage(problem: HttpProblem): Reply {
  const { status, title, detail } = problemDocument(problem);
  return page(status, plainPage(title, [detail]), problem.headers);
}
