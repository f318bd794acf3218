import { exitCodes } from '@videoexpress/host';
import type { Publication } from '@videoexpress/job-schema';
import { type Command, dataDirOption, jsonOption } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { choosePosts } from '../../publish/choose-post.ts';
import { accountText } from '../../publish/post-text.ts';
import { findPublication } from '../../publish/publication-id.ts';
import { isPostOver } from '../../publish/watch-publication.ts';

/** `videoexpress publications cancel` */
export const publicationsCancelCommand: Command = {
  name: 'publications cancel',
  summary: 'Stop posts that are not out yet',
  operands: { usage: 'ID', min: 1, max: 1 },
  options: [
    { name: 'to', value: 'SERVICE', help: 'Only the post at this service or account; left out, all that are not out' },
    dataDirOption,
    jsonOption,
  ],
  examples: [{ line: 'videoexpress publications cancel 1a2b3c4d', what: 'the end of an id is enough' }],
  notes: ['What is out stays out. Ends with 0 where nothing was left to cancel.'],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const found = await findPublication(link.value, invocation.positionals[0] ?? '');
    if (!found.ok) return printer.fail(found.error);
    const posts = choosePosts(found.value, invocation.value('to'), (post) => !isPostOver(post));
    if (!posts.ok) return printer.fail(posts.error);
    const { id } = found.value;
    let publication: Publication = found.value;
    for (const post of posts.value) {
      if (post.state === 'cancelled') continue;
      const cancelled = await link.value.client.call('cancelPost', { params: { id, postId: post.id } });
      if (!cancelled.ok) {
        const failure = callFailure(cancelled.error);
        return printer.fail({ ...failure, message: `${accountText(post)}: ${failure.message}` });
      }
      publication = cancelled.value.body;
      printer.line(`${accountText(post)}: cancelled.`);
    }
    printer.document({ publication });
    if (posts.value.length === 0) printer.note('None of its posts was left to cancel.');
    return exitCodes.done;
  },
};
