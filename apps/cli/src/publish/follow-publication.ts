import { exitCodes, type Folders } from '@videoexpress/host';
import type { Publication } from '@videoexpress/job-schema';
import type { Cli } from '../cli.ts';
import type { DaemonLink } from '../daemon-link/link.ts';
import { callFailure, type Failure } from '../failure.ts';
import { askOnInterrupt } from '../generate/interrupt.ts';
import { shortPublicationId } from './publication-id.ts';
import { createPublishView } from './publish-view.ts';
import { isPostOver, watchPublication } from './watch-publication.ts';

/** How following ended. `left`: it goes on without this command. */
export type FollowedPublication =
  | { readonly how: 'ended'; readonly publication: Publication }
  | { readonly how: 'failed'; readonly failure: Failure }
  | { readonly how: 'left'; readonly failure: Failure; readonly publication: Publication };

/** Shows how the posts go until nothing more happens by itself, and asks on Ctrl-C whether to cancel or to leave them. */
export async function followPublication(
  cli: Cli,
  folders: Folders,
  link: DaemonLink,
  publication: Publication,
  wait: boolean,
): Promise<FollowedPublication> {
  const view = createPublishView(cli.terminal, cli.clock);
  const stopWatching = new AbortController();
  let newest = publication;
  let asking = false;
  let left: Failure | null = null;
  const show = (): void => {
    if (!asking) view.show(newest.posts);
  };
  const endQuestions = askOnInterrupt(cli, {
    question: 'Cancel what is not out yet, or leave it running?',
    onQuestion(open) {
      asking = open;
      if (open) view.clear();
      else show();
    },
    onChoice(choice) {
      if (choice === 'cancel') {
        void cancelPosts(cli, link, newest);
        return;
      }
      left = leftFailure(newest, choice);
      stopWatching.abort();
    },
  });
  const watched = await watchPublication({
    clock: cli.clock,
    folders,
    link,
    id: publication.id,
    wait,
    signal: stopWatching.signal,
    // Nobody brings back a daemon that was there for this alone.
    awayPatienceMs: link.info.solo ? 3000 : undefined,
    onPublication(next) {
      newest = next;
      show();
    },
    onConnection: (connected) => view.setNotice(connected ? null : 'The studio is away; waiting for it to come back'),
  });
  endQuestions();
  if (asking) cli.terminal.writeErr('\n');
  view.close();
  if (left !== null) return { how: 'left', failure: left, publication: newest };
  if (!watched.ok) return { how: 'failed', failure: watched.error };
  if (watched.value.how !== 'ended') return { how: 'left', failure: goneFailure(newest), publication: newest };
  return { how: 'ended', publication: watched.value.row };
}

/** Cancels each post that is not over. One that went out meanwhile tells by its own end. */
async function cancelPosts(cli: Cli, { client }: DaemonLink, { id, posts }: Publication): Promise<void> {
  for (const post of posts.filter((each) => !isPostOver(each))) {
    const cancelled = await client.call('cancelPost', { params: { id, postId: post.id } });
    if (!cancelled.ok) cli.printer.note(callFailure(cancelled.error).message);
  }
}

function leftFailure({ id }: Publication, choice: 'leave' | 'quit'): Failure {
  return {
    exitCode: choice === 'quit' ? exitCodes.interruptedTwice : exitCodes.error,
    code: choice === 'quit' ? 'interrupted' : 'left_running',
    chosen: true,
    message: `Publication ${shortPublicationId(id)} goes on without this command.`,
    fix: `See how it went with: videoexpress publications show ${shortPublicationId(id)}`,
  };
}

function goneFailure({ id }: Publication): Failure {
  return {
    exitCode: exitCodes.notRunning,
    code: 'not_running',
    message: `The studio is gone. Publication ${shortPublicationId(id)} is kept and goes on at the next start.`,
    fix: `Start it with: videoexpress start, then: videoexpress publications show ${shortPublicationId(id)}`,
  };
}
