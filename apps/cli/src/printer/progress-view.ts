import { plainText } from '@videoexpress/host';
import { isEndState, type Job } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import { timeText } from './amounts.ts';
import { painter } from './style.ts';
import { shorten } from './table.ts';
import type { Terminal } from './terminal.ts';

/** Shows how one job goes: one line drawn over and over on a terminal, a line for each step of it elsewhere. */
export interface ProgressView {
  show(job: Job): void;
  /** Text in place of progress, such as that the daemon is away; null to go on. */
  setNotice(text: string | null): void;
  /** Takes the drawn line away, for a question or for other lines. `show` draws it again. */
  clear(): void;
  /** The view is done with; nothing is drawn any more. */
  close(): void;
}

const barWidth = 24;
/** Without a terminal, a line at least at each of these steps of the fraction. */
const lineStep = 0.1;
const redrawEveryMs = 500;

/** A view on standard error, by what that can show. */
export function createProgressView(terminal: Terminal, clock: CliClock): ProgressView {
  return terminal.errRedraws ? createBar(terminal, clock) : createLines(terminal);
}

function createBar(terminal: Terminal, clock: CliClock): ProgressView {
  const begun = clock.monotonic();
  const paint = painter(terminal.errColor);
  let job: Job | null = null;
  let notice: string | null = null;
  let drawn = false;
  let closed = false;
  let callOff: () => void = () => undefined;

  function draw(): void {
    if (closed || job === null) return;
    const seconds = (clock.monotonic() - begun) / 1000;
    const text = notice ?? barText(job, seconds);
    const fitted = shorten(text, Math.max(20, terminal.columns() - 1));
    terminal.writeErr(
      `\r\u001b[2K${notice === null ? fitted.replace(/█+/, (done) => paint('accent', done)) : paint('caution', fitted)}`,
    );
    drawn = true;
    callOff();
    // The elapsed time goes on between two events.
    callOff = clock.after(redrawEveryMs, draw);
  }

  function clear(): void {
    callOff();
    if (drawn) terminal.writeErr('\r\u001b[2K');
    drawn = false;
  }

  return {
    show(next) {
      job = next;
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

function createLines(terminal: Terminal): ProgressView {
  let last = '';
  let lastFraction = -1;
  let closed = false;
  return {
    show(job) {
      if (closed || isEndState(job.state)) return;
      const fraction = job.progress.fraction ?? -1;
      const heading = `${job.state} ${job.progress.stage} ${job.attempt}`;
      const step = Math.floor((fraction + 1e-9) / lineStep);
      if (heading === last && step <= Math.floor((lastFraction + 1e-9) / lineStep)) return;
      last = heading;
      lastFraction = fraction;
      terminal.writeErr(`${lineText(job)}\n`);
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

/** `rendering  ████████░░░░░░░░  52%  frame 42 of 81  3 s, about 3 s left` */
export function barText(job: Job, elapsedSeconds: number): string {
  const { fraction } = job.progress;
  const bar = fraction === null ? '·'.repeat(barWidth) : barOf(fraction);
  const percent = fraction === null ? '' : `${String(percentOf(fraction)).padStart(3)}%`;
  const parts = [stageText(job), bar, percent, stepText(job), elapsedText(job, elapsedSeconds)];
  return parts.filter((part) => part !== '').join('  ');
}

function lineText(job: Job): string {
  const { fraction } = job.progress;
  const percent = fraction === null ? '' : ` ${percentOf(fraction)}%`;
  const step = stepText(job);
  return `${stageText(job)}${percent}${step === '' ? '' : ` (${step})`}`;
}

/** Full only when it is. */
function percentOf(fraction: number): number {
  return fraction >= 1 ? 100 : Math.min(99, Math.round(fraction * 100));
}

function barOf(fraction: number): string {
  const full = fraction >= 1 ? barWidth : Math.min(barWidth - 1, Math.floor(fraction * barWidth));
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}

/** What happens, in the engine's words where it has some, and whether this is not the first attempt. */
export function stageText(job: Job): string {
  const stage = plainText(job.progress.stage).trim();
  const words = stage === '' ? job.state : stage;
  return job.attempt > 1 && !isEndState(job.state) ? `${words} (attempt ${job.attempt})` : words;
}

function stepText({ progress: { stage, step, totalSteps } }: Job): string {
  if (step === undefined || /\d/.test(stage)) return '';
  return totalSteps === undefined ? `step ${step}` : `step ${step} of ${totalSteps}`;
}

function elapsedText({ progress: { etaSeconds } }: Job, elapsedSeconds: number): string {
  const elapsed = timeText(Math.floor(elapsedSeconds));
  return etaSeconds === undefined ? elapsed : `${elapsed}, about ${timeText(Math.ceil(etaSeconds))} left`;
}
