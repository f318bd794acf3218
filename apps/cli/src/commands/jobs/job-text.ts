import { plainText } from '@videoexpress/host';
import { isEndState, type Job, usdWords } from '@videoexpress/job-schema';
import { timeText } from '../../printer/amounts.ts';
import type { Paint, Tone } from '../../printer/style.ts';
import { stageText } from '../../printer/progress-view.ts';
import { shorten, table } from '../../printer/table.ts';
import { shortId } from './job-id.ts';

const tones: Readonly<Partial<Record<Job['state'], Tone>>> = {
  succeeded: 'good',
  failed: 'bad',
  running: 'accent',
  cancelled: 'dim',
};

/** A job's state as a word in its colour, with the percentage while it runs. */
export function stateText(job: Job, paint: Paint): string {
  const { fraction } = job.progress;
  const percent = isEndState(job.state) || fraction === null || fraction === 0 ? '' : ` ${Math.floor(fraction * 100)}%`;
  return paint(tones[job.state] ?? 'strong', `${job.state}${percent}`);
}

/** What the job is about, on one line. */
export function promptText(job: Job, columns: number): string {
  const prompt = job.input['prompt'];
  return shorten(typeof prompt === 'string' ? plainText(prompt) : '', columns);
}

/** Rows of a list, newest first: id, state, age, kind, prompt. */
export function jobRows(jobs: readonly Job[], now: number, paint: Paint): string[] {
  return table(
    jobs.map((job) => [
      shortId(job.id),
      stateText(job, paint),
      paint('dim', `${timeText(Math.floor((now - Date.parse(job.createdAt)) / 1000))} ago`),
      job.kind,
      promptText(job, 60),
    ]),
  );
}

/** One line for a change: `1a2b3c4d  running 40%  rendering`. */
export function changeLine(job: Job, paint: Paint): string {
  const about =
    job.state === 'failed' ? plainText(job.error?.userMessage ?? '') : isEndState(job.state) ? '' : stageText(job);
  return [shortId(job.id), stateText(job, paint), about].filter((part) => part !== '').join('  ');
}

/** Everything about one job, for a person. */
export function jobDetails(job: Job, paint: Paint): string[] {
  const seconds =
    job.startedAt === null || job.finishedAt === null
      ? null
      : (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000;
  const rows: string[][] = [
    ['Id', job.id],
    ['State', stateText(job, paint)],
    ['Kind', job.kind],
    ['Engine', job.engine],
    ...Object.entries(job.input).map(([name, value]) => [`  ${name}`, valueText(value)]),
    ['Created', job.createdAt],
    ...(job.startedAt === null ? [] : [['Started', job.startedAt]]),
    ...(job.progress.renderStartedAt === undefined
      ? []
      : [['Rendering', `since ${job.progress.renderStartedAt}, ${renderWait(job, job.progress.renderStartedAt)}`]]),
    ...(job.finishedAt === null
      ? []
      : [['Finished', `${job.finishedAt}${seconds === null ? '' : `, after ${timeText(seconds)}`}`]]),
    ...(job.runAt === null || isEndState(job.state) ? [] : [['Not before', job.runAt]]),
    ['Attempt', String(job.attempt)],
    ...costRows(job),
    ...(job.retryOf === null ? [] : [['Retry of', job.retryOf]]),
    ...(job.output.assetIds.length === 0 ? [] : [['Clip', job.output.assetIds.join(', ')]]),
    ...(job.error === null
      ? []
      : [
          ['Error', paint('bad', plainText(job.error.userMessage))],
          ['', `${job.error.code}: ${plainText(job.error.detail)}`],
        ]),
  ];
  return table(rows);
}

/** From the click until the engine was at work on the run that goes on, or was the last. */
function renderWait({ createdAt }: Job, renderStartedAt: string): string {
  return `${timeText(Math.max(0, (Date.parse(renderStartedAt) - Date.parse(createdAt)) / 1000))} after it was queued`;
}

function costRows({ cost, attempt, submissions, progress, state }: Job): string[][] {
  const spent = cost?.actualUsd ?? progress.costUsd ?? null;
  const expected = cost?.estimatedUsd ?? null;
  const words = [
    ...(spent === null ? [] : [isEndState(state) ? priceText(spent) : `${priceText(spent)} so far`]),
    ...(expected === null || isEndState(state)
      ? []
      : [expected === 0 ? 'free' : `about ${usdWords(expected)} expected`]),
  ];
  const isDoubtful = submissions > attempt && spent !== 0 && expected !== 0;
  return [
    ...(words.length === 0 ? [] : [['Cost', words.join(', ')]]),
    ...(isDoubtful
      ? [
          [
            '',
            `It was sent ${submissions} times for ${attempt === 1 ? 'one attempt' : `${attempt} attempts`}: possibly charged twice.`,
          ],
        ]
      : []),
  ];
}

function priceText(usd: number): string {
  return usd === 0 ? 'free' : usdWords(usd);
}

function valueText(value: unknown): string {
  return plainText(typeof value === 'string' ? value : JSON.stringify(value));
}
