import { exitCodes, type ExitCode } from '@videoexpress/host';
import { assetWarnings, err, ok, type Asset, type Job, type Result, usdWords } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command, type Invocation } from '../arguments/option.ts';
import type { Cli } from '../cli.ts';
import type { DaemonLink } from '../daemon-link/link.ts';
import { readSettings, type Settings } from '../daemon-link/settings.ts';
import { callFailure, type Failure } from '../failure.ts';
import { buildJobRequest } from '../generate/build-input.ts';
import { checkInputFiles, type InputFiles, noInputAssets, uploadInputFiles } from '../generate/input-files.ts';
import { clipName } from '../generate/clip-name.ts';
import { createJob } from '../generate/create-job.ts';
import { followJob } from '../generate/follow-job.ts';
import { daemonForJob, letItStay, releaseDaemon } from '../generate/job-daemon.ts';
import { planOutput, type OutputPlan } from '../saving/output-file.ts';
import { readRequest, type GenerateRequest } from '../generate/request.ts';
import { saveAsset } from '../saving/save-asset.ts';
import { bytesText, timeText } from '../printer/amounts.ts';
import { shortId } from './jobs/job-id.ts';

/** `videoexpress generate` */
export const generateCommand: Command = {
  name: 'generate',
  summary: 'Make a clip of a prompt and write it to a file',
  operands: { usage: 'PROMPT', min: 0, max: Number.POSITIVE_INFINITY },
  options: [
    { name: 'kind', value: 'KIND', help: 'text_to_video, or image_to_video (taken when --image is given)' },
    { name: 'engine', value: 'ENGINE', help: 'What renders; left out, the default engine' },
    { name: 'model', value: 'MODEL', help: 'A model of the engine; `videoexpress engines` lists them' },
    { name: 'image', value: 'FILE', help: 'A picture to set in motion' },
    { name: 'last-image', value: 'FILE', help: 'A picture to end on, for models that can' },
    {
      name: 'lora',
      value: 'FILE[:STRENGTH]',
      repeatable: true,
      help: 'A LoRA, as a .safetensors file or the id of one in the library; up to 5',
    },
    { name: 'duration', value: 'TIME', help: 'How long the clip is, such as 5s' },
    { name: 'size', value: 'WxH', help: 'Width and height in pixels, such as 832x480' },
    { name: 'seed', value: 'N', help: 'Same seed and input, same clip; left out, one is drawn' },
    { name: 'set', value: 'KEY=VALUE', repeatable: true, help: 'Any other setting of the model, such as fps=24' },
    { name: 'output', short: 'o', value: 'FILE', help: 'Where the clip goes; left out, here, named by the prompt' },
    { name: 'force', help: 'Replace FILE when it is there' },
    { name: 'detach', help: 'Return once the job is in the queue; a daemon is left running' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress generate "A red fox in snow"', what: 'a clip with the defaults' },
    {
      line: 'videoexpress generate "Waves at night" --duration 8s --size 1280x720 -o waves.mp4',
      what: 'longer and larger',
    },
    { line: 'videoexpress generate --image cat.jpg "It looks up"', what: 'set a picture in motion' },
    { line: 'videoexpress generate "Rain" --set fps=24 --seed 7 --json', what: 'for a script' },
  ],
  notes: [
    'Starts a daemon for the time of the job when none runs. Ends with 0 only when the clip is written and valid.',
    'Ctrl-C asks whether to cancel the job or to leave it running; a second Ctrl-C ends with 130 and leaves it running.',
  ],
  run: runGenerate,
};

async function runGenerate(cli: Cli, invocation: Invocation): Promise<ExitCode> {
  const { printer } = cli;
  const request = readRequest(invocation);
  if (!request.ok) return printer.fail(request.error);
  const { output, overwrite } = request.value;
  const plan = planOutput({ output, overwrite, fileName: `${clipName(request.value)}.mp4` }, cli.cwd);
  if (!request.value.detach && !plan.ok) return printer.fail(plan.error);
  const files = checkInputFiles(cli.cwd, request.value);
  if (!files.ok) return printer.fail(files.error);
  const settings = readSettings(cli, invocation);
  if (!settings.ok) return printer.fail(settings.error);

  // Until there is a job to ask about, Ctrl-C just ends this.
  const early = new AbortController();
  const offEarly = cli.onInterrupt(() => early.abort());
  cli.surviveHangup();
  const link = await daemonForJob(cli, settings.value, request.value.detach);
  if (!link.ok) {
    offEarly();
    return printer.fail(link.error);
  }
  const job = early.signal.aborted
    ? err(interrupted)
    : await submit(cli, settings.value, link.value, request.value, files.value, early.signal);
  offEarly();
  if (!job.ok) {
    await releaseDaemon(cli.clock, settings.value.folders);
    return printer.fail(job.error);
  }
  if (request.value.detach) return showDetached(cli, job.value);
  return plan.ok ? finish(cli, settings.value, link.value, job.value, plan.value) : printer.fail(plan.error);
}

const interrupted: Failure = {
  exitCode: exitCodes.interruptedTwice,
  code: 'interrupted',
  message: 'Stopped before the job was made.',
};

async function submit(
  cli: Cli,
  { folders }: Settings,
  link: DaemonLink,
  request: GenerateRequest,
  files: InputFiles,
  signal: AbortSignal,
): Promise<Result<Job, Failure>> {
  const engines = await link.client.call('listEngines', {});
  if (!engines.ok) return err(callFailure(engines.error));
  // Everything that can be refused is refused before any file travels.
  const checked = buildJobRequest(request, engines.value.body.items, noInputAssets);
  if (!checked.ok) return checked;
  const uploaded = await uploadInputFiles(link, files);
  if (!uploaded.ok) return uploaded;
  const body = buildJobRequest(request, engines.value.body.items, uploaded.value);
  if (!body.ok) return body;
  if (signal.aborted) return err(interrupted);
  return createJob(cli.clock, folders, link, request, body.value);
}

function showDetached(cli: Cli, job: Job): ExitCode {
  cli.printer.document({ job, asset: null, file: null });
  cli.printer.line(`Job ${shortId(job.id)} is in the queue.`);
  cli.printer.note(`Watch it with: videoexpress jobs watch ${shortId(job.id)}`);
  return exitCodes.done;
}

async function finish(cli: Cli, settings: Settings, link: DaemonLink, job: Job, plan: OutputPlan): Promise<ExitCode> {
  const { folders } = settings;
  const expected = expectation(job);
  if (expected !== null) cli.printer.note(cli.printer.paint('dim', expected));
  const followed = await followJob(cli, folders, link, job);
  if (followed.how === 'left') {
    const code = cli.printer.fail(followed.failure);
    if (await letItStay(link)) cli.printer.note('VideoExpress keeps running for it. Stop it with: videoexpress stop');
    return code;
  }
  const saved =
    followed.how === 'failed' ? err(followed.failure) : await save(cli, settings, followed.link, followed.job, plan);
  await releaseDaemon(cli.clock, folders);
  if (!saved.ok) return cli.printer.fail(saved.error);
  const { asset, file } = saved.value;
  const ended = followed.how === 'succeeded' ? followed.job : job;
  cli.printer.document({ job: ended, asset, file });
  cli.printer.line(`${cli.printer.paint('good', 'Saved')} ${file}`);
  cli.printer.note(cli.printer.paint('dim', `  ${facts(asset, ended)}`));
  for (const warning of asset.warnings) cli.printer.note(`  ${cli.printer.paint('caution', assetWarnings[warning])}`);
  return exitCodes.done;
}

async function save(
  cli: Cli,
  { folders }: Settings,
  link: DaemonLink,
  job: Job,
  plan: OutputPlan,
): Promise<Result<{ readonly asset: Asset; readonly file: string }, Failure>> {
  const [assetId] = job.output.assetIds;
  if (assetId === undefined) {
    return err({ exitCode: exitCodes.error, code: 'no_clip', message: 'The job succeeded without a clip.', job });
  }
  const asset = await link.client.call('getAsset', { params: { id: assetId } });
  if (!asset.ok) return err(callFailure(asset.error));
  const over = new AbortController();
  const off = cli.onInterrupt(() => over.abort());
  const options = {
    clock: cli.clock,
    folders,
    link,
    asset: asset.value.body,
    plan,
    mode: cli.personFileMode,
    signal: over.signal,
  };
  const file = await saveAsset(options);
  off();
  if (file.ok) return ok({ asset: asset.value.body, file: file.value });
  return err({ ...file.error, ...(over.signal.aborted ? { exitCode: exitCodes.interruptedTwice } : {}), job });
}

/** What a job that costs money is expected to come to, before it does. */
function expectation({ cost, expectedSeconds }: Job): string | null {
  const usd = cost?.estimatedUsd ?? null;
  if (usd === null || usd === 0) return null;
  const time = expectedSeconds === null ? '' : ` and ${timeText(expectedSeconds)}`;
  return `Expected: about ${usdWords(usd)}${time}`;
}

function facts(asset: Asset, job: Job): string {
  const usd = job.cost?.actualUsd ?? null;
  const { durationSeconds, width, height, fps, bytes } = asset;
  const seed = job.input['seed'];
  return [
    durationSeconds === undefined ? '' : timeText(durationSeconds),
    width === undefined || height === undefined ? '' : `${width}x${height}`,
    fps === undefined ? '' : `${fps} fps`,
    bytesText(bytes),
    typeof seed === 'number' ? `seed ${seed}` : '',
    usd === null || usd === 0 ? '' : usdWords(usd),
  ]
    .filter((part) => part !== '')
    .join(', ');
}
