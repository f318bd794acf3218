import { exitCodes, plainText } from '@videoexpress/host';
import {
  type Connection,
  err,
  ok,
  pastedAs,
  publishingServices,
  type PublishingService,
  type Result,
} from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import { connectFor, type DaemonLink } from '../../daemon-link/link.ts';
import { until } from '../../daemon-link/waiting.ts';
import { callFailure, type Failure, usageFailure } from '../../failure.ts';
import { serviceNamed } from './connection-text.ts';

const lookEveryMs = 1000;

/** `videoexpress connect` */
export const connectCommand: Command = {
  name: 'connect',
  summary: 'Log in at YouTube or Instagram, so that clips can be published there',
  operands: { usage: 'SERVICE', min: 1, max: 1 },
  options: [
    { name: 'paste', help: 'Take the address the browser ended at, its code, or a token, instead of waiting' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress connect youtube', what: 'opens the browser, and waits until you are back' },
    {
      line: 'videoexpress connect instagram --paste',
      what: 'asks for what the browser ended with, and does not show it',
    },
  ],
  notes: [
    'What is missing for a login: videoexpress connections list',
    'How to get it: docs/youtube.md, docs/instagram.md',
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const service = serviceNamed(invocation.positionals[0] ?? '');
    if (!service.ok) return printer.fail(service.error);
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const { client } = link.value;
    const connected = invocation.has('paste')
      ? await byHand(cli, client, service.value)
      : await inBrowser(cli, client, service.value);
    if (!connected.ok) return printer.fail(connected.error);
    printer.document(connected.value);
    printer.line(`${publishingServices[service.value]}: ${plainText(connected.value.accountName)} is connected.`);
    return exitCodes.done;
  },
};

type Client = DaemonLink['client'];

/** Opens the browser, and looks every second whether an account came or was renewed. */
async function inBrowser(cli: Cli, client: Client, service: PublishingService): Promise<Result<Connection, Failure>> {
  const { printer, clock } = cli;
  const before = await marks(client, service);
  if (!before.ok) return before;
  const begun = await client.call('beginConnection', { params: { id: service } });
  if (!begun.ok) return err(callFailure(begun.error));
  const { authorizeUrl, expiresAt } = begun.value.body;
  const label = publishingServices[service];
  if (await cli.openBrowser(authorizeUrl)) printer.note(`Log in at ${label} in the browser, within 10 minutes.`);
  else {
    printer.note(`No browser could be opened. Open this address on this computer within 10 minutes; it works once:`);
    printer.note(`  ${authorizeUrl}`);
  }
  const over = new AbortController();
  const off = cli.onInterrupt(() => over.abort());
  const withinMs = Math.max(0, Date.parse(expiresAt) - clock.now());
  const came = await until(clock, { withinMs, everyMs: lookEveryMs }, async () => {
    if (over.signal.aborted) return err(stopped);
    const now = await marks(client, service);
    if (!now.ok) return now;
    const changed = now.value.find(({ mark }) => before.value.every((each) => each.mark !== mark));
    return changed === undefined ? null : ok(changed.account);
  });
  off();
  return came ?? err(late);
}

/** What changes when an account is new, or was logged in anew. */
async function marks(client: Client, service: PublishingService) {
  const listed = await client.call('listConnections', {});
  if (!listed.ok) return err(callFailure(listed.error));
  const mine = listed.value.body.items.filter((each) => each.service === service && each.state === 'ok');
  return ok(mine.map((account) => ({ account, mark: `${account.id} ${account.refreshedAt ?? ''}` })));
}

async function byHand(cli: Cli, client: Client, service: PublishingService): Promise<Result<Connection, Failure>> {
  const { terminal, printer } = cli;
  if (terminal.interactive) terminal.writeErr('Address, code or token (not shown): ');
  const input = await terminal.readSecret();
  if (terminal.interactive) printer.note('');
  if (input.kind === 'interrupted') return err(stopped);
  if (input.kind !== 'text' || input.text.trim() === '') {
    return err(usageFailure('Nothing was pasted.', 'Paste the whole address that the browser ended at.'));
  }
  const listed = await client.call('listConnections', {});
  if (!listed.ok) return err(callFailure(listed.error));
  const offered = listed.value.body.services.find((each) => each.service === service);
  const body = pastedAs(input.text, offered?.pasteable.includes('token') ?? false);
  const answer = await client.call('pasteConnection', { params: { id: service }, body });
  return answer.ok ? ok(answer.value.body) : err(callFailure(answer.error));
}

const stopped: Failure = {
  exitCode: exitCodes.interruptedTwice,
  code: 'interrupted',
  message: 'Not waited for any longer. A login that is finished in the browser still counts.',
  chosen: true,
};

const late: Failure = {
  exitCode: exitCodes.error,
  code: 'login_refused',
  message: 'Nobody came back within 10 minutes. Nothing was connected.',
  fix: 'Begin again. Where the browser cannot come back by itself: videoexpress connect SERVICE --paste',
};
