import { exitCodes, plainText } from '@videoexpress/host';
import { type Command, dataDirOption, jsonOption } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { accountText, localTime, paintedState, postLines } from '../../publish/post-text.ts';
import { findPublication } from '../../publish/publication-id.ts';

/** `videoexpress publications show` */
export const publicationsShowCommand: Command = {
  name: 'publications show',
  summary: 'Show one publication: each post with its link, or what went wrong',
  operands: { usage: 'ID', min: 1, max: 1 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress publications show 1a2b3c4d', what: 'the end of an id is enough' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const found = await findPublication(link.value, invocation.positionals[0] ?? '');
    if (!found.ok) return printer.fail(found.error);
    const publication = found.value;
    printer.document(publication);
    printer.line(`${printer.paint('strong', plainText(publication.clipName))}  ${publication.id}`);
    printer.line(
      printer.paint('dim', `${publication.draft ? 'Draft of' : 'Made'} ${localTime(publication.createdAt)}`),
    );
    for (const post of publication.posts) {
      printer.line();
      printer.line(
        `${accountText(post)}: ${paintedState(post, printer.paint)}  ${printer.paint('dim', post.id.slice(-8))}`,
      );
      if (post.content.title !== '') printer.line(`  “${plainText(post.content.title)}”`);
      for (const line of postLines(post)) printer.line(`  ${line}`);
      if (post.error !== null)
        printer.line(printer.paint('dim', `  ${plainText(post.error.code)}: ${plainText(post.error.detail)}`));
    }
    return exitCodes.done;
  },
};
