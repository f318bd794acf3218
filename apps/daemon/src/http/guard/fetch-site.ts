import { isProgramPath } from '../program-path.ts';
import type { GuardRule } from './guard-rule.ts';
import { headerText } from './request-facts.ts';

/**
 * Refuses what a browser says comes from another site, or from another port of this one. A person who follows a link
 * from a mail to a page of the studio is the exception: a top-level GET navigation reads nothing into the other page.
 */
export const fetchSite: GuardRule = ({ method, path, headers }) => {
  const site = headerText(headers, 'sec-fetch-site');
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  const isNavigation =
    method === 'GET' &&
    headerText(headers, 'sec-fetch-mode') === 'navigate' &&
    headerText(headers, 'sec-fetch-dest') === 'document';
  if ((site === 'cross-site' || site === 'same-site') && isNavigation && !isProgramPath(path)) return null;
  return { code: 'forbidden_origin', detail: 'Requests from other sites, or other ports, are not allowed.' };
};
