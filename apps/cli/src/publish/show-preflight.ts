import { exitCodes, plainText } from '@videoexpress/host';
import { type Connection, type PostRequest, type Preflight, type PreflightLine } from '@videoexpress/job-schema';
import type { Failure } from '../failure.ts';
import type { Printer } from '../printer/printer.ts';
import type { Tone } from '../printer/style.ts';
import { shorten } from '../printer/table.ts';
import { accountText, localTime } from './post-text.ts';

const marks: Readonly<Record<PreflightLine['level'], { readonly sign: string; readonly tone: Tone }>> = {
  pass: { sign: '✓', tone: 'good' },
  note: { sign: '·', tone: 'caution' },
  fail: { sign: '✗', tone: 'bad' },
};

/** The option that a field of a post is set by. */
const options: Readonly<Record<string, string>> = {
  title: '--title',
  text: '--text',
  tags: '--tags',
  visibility: '--visibility',
  fit: '--fit',
  when: '--at',
};

/** Says what goes where and what was looked at, beside the result. */
export function showPreflight(
  printer: Printer,
  { posts }: Preflight,
  requests: readonly PostRequest[],
  accounts: readonly Connection[],
): void {
  for (const [index, post] of posts.entries()) {
    const account = accounts[index];
    const content = requests[index]?.content;
    if (account === undefined || content === undefined) continue;
    printer.note(printer.paint('strong', accountText(account)));
    const isYoutube = account.service === 'youtube';
    const facts = [
      ...(isYoutube ? [`“${shorten(plainText(content.title), 70)}”`, content.visibility] : ['public']),
      post.slotAt === null ? 'now' : localTime(post.slotAt),
    ];
    printer.note(`  ${facts.join(' · ')}`);
    if (content.text !== '') printer.note(printer.paint('dim', `  ${shorten(plainText(content.text), 90)}`));
    for (const { level, text } of post.lines) {
      printer.note(`  ${printer.paint(marks[level].tone, marks[level].sign)} ${plainText(text)}`);
    }
  }
}

/** Why it cannot be sent like this; null: it can. */
export function preflightFailure({ posts }: Preflight): Failure | null {
  const wrong = posts.flatMap(({ lines, service }) =>
    lines.filter(({ level }) => level === 'fail').map((line) => ({ ...line, service })),
  );
  if (wrong.length === 0) return null;
  const fit = wrong.find((line) => line.fit !== null)?.fit ?? null;
  return {
    exitCode: exitCodes.usage,
    code: 'invalid_input',
    message: 'It cannot be published like this. Nothing was sent.',
    errors: wrong.map(({ field, text, service }) => ({ path: (field && options[field]) ?? service, message: text })),
    ...(fit === null ? {} : { fix: `It would fit with: --fit ${fit}` }),
  };
}
