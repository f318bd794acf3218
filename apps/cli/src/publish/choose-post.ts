import { err, ok, type Post, type Publication, publishingServices, type Result } from '@videoexpress/job-schema';
import { type Failure, usageFailure } from '../failure.ts';
import { accountText } from './post-text.ts';

/** The posts of a publication that are meant: those at a service or an account, or all that can be. */
export function choosePosts(
  { posts }: Publication,
  to: string | null,
  can: (post: Post) => boolean,
): Result<readonly Post[], Failure> {
  if (to === null) return ok(posts.filter(can));
  const wanted = to.toLowerCase();
  const named = posts.filter(({ service, accountName, id }) => {
    return service === wanted || accountName.toLowerCase() === wanted || id.endsWith(wanted);
  });
  if (named.length > 0) return ok(named);
  const there = [...new Set(posts.map(accountText))].join('; ');
  const services = Object.keys(publishingServices).join(', ');
  return err(
    usageFailure(`It has no post at "${to}".`, `Give one of ${services}, or an account. There are: ${there}.`),
  );
}
