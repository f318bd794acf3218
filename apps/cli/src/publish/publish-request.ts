import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  err,
  type FitMode,
  fitModes,
  ok,
  type PostTime,
  type PublishingService,
  publishingServices,
  publishingServiceSchema,
  type Result,
  visibilities,
  type Visibility,
} from '@videoexpress/job-schema';
import type { Invocation } from '../arguments/option.ts';
import { suggest } from '../arguments/suggestion.ts';
import type { Cli } from '../cli.ts';
import { type Failure, usageFailure } from '../failure.ts';

/** What `publish` was asked for, understood. Null: left to what is usual. */
export interface PublishRequest {
  /** A file, or the id of a clip in the library. */
  readonly clip: string;
  readonly services: readonly PublishingService[];
  readonly accounts: readonly string[];
  readonly title: string | null;
  readonly text: string | null;
  readonly tags: readonly string[] | null;
  readonly visibility: Visibility;
  readonly madeForKids: boolean;
  readonly madeWithAi: boolean;
  readonly fit: FitMode;
  readonly when: PostTime;
  readonly suggest: boolean;
  readonly hint: string | null;
  readonly draft: boolean;
  readonly yes: boolean;
  readonly wait: boolean;
  readonly detach: boolean;
}

/** Reads the request. `-` for a file of text reads what is piped in. */
export async function readPublishRequest(cli: Cli, invocation: Invocation): Promise<Result<PublishRequest, Failure>> {
  const services = readServices(invocation.values('to'));
  if (!services.ok) return services;
  const when = readTime(invocation.value('at'), invocation.has('next-slot'), cli.clock.now());
  if (!when.ok) return when;
  const fit = readOneOf('fit', invocation.value('fit')?.replaceAll('-', '_') ?? 'as_is', fitModes);
  if (!fit.ok) return fit;
  const visibility = readOneOf('visibility', invocation.value('visibility') ?? 'private', visibilities);
  if (!visibility.ok) return visibility;
  const [wait, detach, draft] = [invocation.has('wait'), invocation.has('detach'), invocation.has('draft')];
  if (wait && (detach || draft)) {
    return err(usageFailure(`--wait and --${detach ? 'detach' : 'draft'} contradict each other. Leave out one.`));
  }
  const text = await readText(cli, invocation);
  if (!text.ok) return text;
  const tags = invocation.value('tags');
  return ok({
    clip: invocation.positionals[0] ?? '',
    services: services.value,
    accounts: invocation.values('account'),
    title: invocation.value('title'),
    text: text.value,
    tags: tags === null ? null : commas(tags),
    visibility: visibility.value,
    madeForKids: invocation.has('made-for-kids'),
    madeWithAi: !invocation.has('not-ai'),
    fit: fit.value,
    when: when.value,
    suggest: invocation.has('suggest'),
    hint: invocation.value('hint'),
    draft,
    yes: invocation.has('yes'),
    wait,
    detach,
  });
}

function readServices(texts: readonly string[]): Result<readonly PublishingService[], Failure> {
  const services = new Set<PublishingService>();
  for (const text of texts.flatMap(commas)) {
    const parsed = publishingServiceSchema.safeParse(text.toLowerCase());
    if (!parsed.success) {
      const known = Object.keys(publishingServices);
      const meant = suggest(text, known);
      const fix = meant === null ? `Give one of ${known.join(', ')}.` : `Did you mean ${meant}?`;
      return err(usageFailure(`--to: there is no service "${text}".`, fix));
    }
    services.add(parsed.data);
  }
  if (services.size > 0) return ok([...services]);
  return err(usageFailure('Where to? Give --to youtube, --to instagram, or --to youtube,instagram.'));
}

/** A date and a time on this machine's clock, or with an offset; only what still lies ahead. */
function readTime(at: string | null, nextSlot: boolean, nowMs: number): Result<PostTime, Failure> {
  if (at === null) return ok({ kind: nextSlot ? 'next_slot' : 'now' });
  if (nextSlot) return err(usageFailure('--at and --next-slot contradict each other. Leave out one.'));
  const isTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?$/.test(at);
  const ms = isTime ? Date.parse(at.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(ms)) {
    return err(usageFailure(`--at is "${at}". Give a date and a time of day here, such as 2026-12-01T18:00.`));
  }
  if (ms <= nowMs) return err(usageFailure(`--at is "${at}", which is over. Give a later time, or leave it out.`));
  return ok({ kind: 'at', at: new Date(ms).toISOString() });
}

function readOneOf<const Value extends string>(
  option: string,
  text: string,
  values: readonly Value[],
): Result<Value, Failure> {
  const found = values.find((value) => value === text);
  if (found !== undefined) return ok(found);
  return err(usageFailure(`--${option} is "${text}". Give one of ${values.join(', ')}.`));
}

async function readText(cli: Cli, invocation: Invocation): Promise<Result<string | null, Failure>> {
  const [text, file] = [invocation.value('text'), invocation.value('text-file')];
  if (file === null) return ok(text);
  if (text !== null) return err(usageFailure('--text and --text-file contradict each other. Leave out one.'));
  if (file !== '-') {
    try {
      return ok(readFileSync(resolve(cli.cwd, file), 'utf8').trimEnd());
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      return err(usageFailure(`--text-file ${file} cannot be read: ${detail}`));
    }
  }
  if (cli.terminal.interactive) {
    return err(usageFailure('--text-file - reads what is piped in, and nothing is. Give --text, or pipe it in.'));
  }
  const piped = await cli.terminal.readSecret();
  if (piped.kind === 'text') return ok(piped.text.trimEnd());
  if (piped.kind === 'ended') return ok('');
  return err(usageFailure('--text-file -: what is piped in is too long for any service.'));
}

/** `a, b` as two; empty ones left out. */
function commas(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
