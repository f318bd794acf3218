import { exitCodes } from '@videoexpress/host';
import type { Publication } from '@videoexpress/job-schema';
import { type Command, dataDirOption, jsonOption } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure, type Failure } from '../../failure.ts';
import { choosePosts } from '../../publish/choose-post.ts';
import { accountText } from '../../publish/post-text.ts';
import { findPublication, shortPublicationId } from '../../publish/publication-id.ts';

/** `videoexpress publications retry` */
export const publicationsRetryCommand: Command = {
  name: 'publications retry',
  summary: 'Send posts again that were not published',
  operands: { usage: 'ID', min: 1, max: 1 },
  options: [
    { name: 'to', value: 'SERVICE', help: 'Only the post at this service or account; left out, every one that failed' },
    { name: 'even-if-it-may-be-live', help: 'Also where nobody knows whether it went out: you looked there' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress publications retry 1a2b3c4d', what: 'every post of it that failed' },
    { line: 'videoexpress publications retry 1a2b3c4d --to youtube', what: 'the one at YouTube' },
  ],
  notes: ['A post that may be live is not sent again by itself: look there first.'],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const found = await findPublication(link.value, invocation.positionals[0] ?? '');
    if (!found.ok) return printer.fail(found.error);
    const { id } = found.value;
    const posts = choosePosts(found.value, invocation.value('to'), ({ state }) =>
      ['rejected', 'needs_attention', 'cancelled'].includes(state),
    );
    if (!posts.ok) return printer.fail(posts.error);
    if (posts.value.length === 0) return printer.fail(nothingFailed);
    const body = { evenIfItMayBeLive: invocation.has('even-if-it-may-be-live') };
    let publication: Publication = found.value;
    for (const post of posts.value) {
      const retried = await link.value.client.call('retryPost', { params: { id, postId: post.id }, body });
      if (!retried.ok) {
        const failure = callFailure(retried.error);
        const fix = failure.code === 'may_be_live' ? { fix: lookFirst } : {};
        return printer.fail({ ...failure, message: `${accountText(post)}: ${failure.message}`, ...fix });
      }
      publication = retried.value.body;
      printer.line(`${accountText(post)}: in the queue again.`);
    }
    printer.document({ publication });
    printer.note(`See how it goes with: videoexpress publications show ${shortPublicationId(id)}`);
    return exitCodes.done;
  },
};

const lookFirst = 'Look there first. Where it is not out, add --even-if-it-may-be-live';

const nothingFailed: Failure = {
  exitCode: exitCodes.error,
  code: 'invalid_state',
  message: 'None of its posts failed or was cancelled, so there is nothing to send again.',
};
