import { type Post, publishingServices } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import { timeText } from '../printer/amounts.ts';
import { painter } from '../printer/style.ts';
import { shorten } from '../printer/table.ts';
import type { Terminal } from '../printer/terminal.ts';
import { accountText, percentOf, postStateText } from './post-text.ts';
import { isPostOver } from './watch-publication.ts';

/** Shows how the posts of one publication go: one line drawn over and over on a terminal, a line for each step elsewhere. */
export interface PublishView {
  show(posts: readonly Post[]): void;
  /** Text in place of progress, such as that the daemon is away; null to go on. */
  setNotice(text: string | null): void;
  /** Takes the drawn line away, for a question. `show` draws it again. */
  clear(): void;
  close(): void;
}

const barWidth = 16;
const redrawEveryMs = 500;
const lineStep = 0.1;

/** A view on standard error, by what that can show. */
export function createPublishView(terminal: Terminal, clock: CliClock): PublishView {
  return terminal.errRedraws ? createBar(terminal, clock) : createLines(terminal);
}

function createBar(terminal: Terminal, clock: CliClock): PublishView {
  const begun = clock.monotonic();
  const paint = painter(terminal.errColor);
  let posts: readonly Post[] = [];
  let notice: string | null = null;
  let drawn = false;
  let closed = false;
  let callOff: () => void = () => undefined;

  function draw(): void {
    if (closed || posts.length === 0) return;
    const seconds = Math.floor((clock.monotonic() - begun) / 1000);
    const text = notice ?? [...posts.map(barText), timeText(seconds)].join('  ');
    const fitted = shorten(text, Math.max(20, terminal.columns() - 1));
    const painted =
      notice === null ? fitted.replaceAll(/█+/g, (done) => paint('accent', done)) : paint('caution', fitted);
    terminal.writeErr(`\r\u001b[2K${painted}`);
    drawn = true;
    callOff();
    callOff = clock.after(redrawEveryMs, draw);
  }

  function clear(): void {
    callOff();
    if (drawn) terminal.writeErr('\r\u001b[2K');
    drawn = false;
  }

  return {
    show(next) {
      posts = next;
      draw();
    },
    setNotice(text) {
      notice = text;
      draw();
    },
    clear,
    close() {
      clear();
      closed = true;
    },
  };
}

/** `YouTube ██████████░░░░░░ 64% uploading` */
export function barText(post: Post): string {
  const { service, fraction, state } = post;
  const label = publishingServices[service];
  if (state !== 'uploading' || fraction === null) return `${label} ${postStateText(post)}`;
  const full = fraction >= 1 ? barWidth : Math.min(barWidth - 1, Math.floor(fraction * barWidth));
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
  return `${label} ${bar} ${String(percentOf(fraction)).padStart(3)}% uploading`;
}

function createLines(terminal: Terminal): PublishView {
  const last = new Map<string, { readonly state: string; readonly step: number }>();
  let closed = false;
  return {
    show(posts) {
      for (const post of posts) {
        if (closed || isPostOver(post)) continue;
        const step = Math.floor((post.fraction ?? 0) / lineStep + 1e-9);
        const before = last.get(post.id);
        const isFurther = post.state === 'uploading' && step > (before?.step ?? 0);
        if (before?.state === post.state && !isFurther) continue;
        last.set(post.id, { state: post.state, step });
        terminal.writeErr(`${accountText(post)}: ${postStateText(post)}\n`);
      }
    },
    setNotice(text) {
      if (text !== null && !closed) terminal.writeErr(`${text}\n`);
    },
    clear: () => undefined,
    close() {
      closed = true;
    },
  };
}
