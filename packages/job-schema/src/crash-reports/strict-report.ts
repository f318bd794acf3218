import { z } from 'zod';
import type { CrashFrame, CrashPart, CrashReport } from './crash-report.ts';
import { framePath } from './frame-path.ts';
import { machineWords } from './machine-words.ts';
import { withoutSecretShapes } from './secret-shapes.ts';

const text = z.string().optional().catch(undefined);
const count = z.int().nonnegative().max(100_000_000).optional().catch(undefined);

/** What is looked at of an event, whatever else it holds. */
const rawFrame = z.object({ filename: text, abs_path: text, function: text, lineno: count, colno: count }).catch({});
const rawException = z
  .object({
    type: text,
    value: text,
    code: text,
    mechanism: z
      .object({ handled: z.boolean().optional().catch(undefined) })
      .optional()
      .catch(undefined),
    stacktrace: z
      .object({ frames: z.array(rawFrame).catch([]) })
      .optional()
      .catch(undefined),
  })
  .catch({});
const rawContext = z.object({ name: text, version: text }).optional().catch(undefined);
const rawEvent = z
  .object({
    event_id: text,
    timestamp: z.number().optional().catch(undefined),
    level: text,
    exception: z
      .object({ values: z.array(rawException).catch([]) })
      .optional()
      .catch(undefined),
    tags: z.object({ where: text }).optional().catch(undefined),
    contexts: z.object({ runtime: rawContext, os: rawContext }).optional().catch(undefined),
    sdk: z.object({ name: text, version: text }).optional().catch(undefined),
  })
  .catch({});

const platforms = { daemon: 'node', page: 'javascript', worker: 'python' } as const satisfies Record<CrashPart, string>;
const mostFrames = 50;
const mostExceptions = 5;

export interface ReportOrigin {
  readonly part: CrashPart;
  /** Of the program, as in `1.2.3`. */
  readonly version: string;
  /** Takes values out that this process knows to be secret; left out, only their shapes are looked for. */
  readonly redact?: (text: string) => string;
}

/**
 * Makes the report of an event: everything is left behind but what `crashReportSchema` has, and that is made anew in the
 * forms that it may have. Nothing of the event is passed on for being unknown, so what a later version of the SDK adds
 * stays here too. Null where the event tells of no exception.
 */
export function strictReport(event: unknown, origin: ReportOrigin): CrashReport | null {
  const raw = rawEvent.parse(event);
  const exceptions = raw.exception?.values ?? [];
  const id = raw.event_id ?? '';
  if (exceptions.length === 0 || !/^[0-9a-f]{32}$/.test(id)) return null;
  const clean = (value: string): string => withoutSecretShapes((origin.redact ?? same)(value));
  /** A text of a form that holds nothing of a person's, cleaned all the same; else what stands in its place. */
  const formed = (value: string | undefined, form: RegExp, instead: string): string =>
    value !== undefined && form.test(value) ? clean(value) : instead;
  const named = (context: z.infer<typeof rawContext>): { name: string; version?: string } | undefined => {
    const name = formed(context?.name, /^[A-Za-z][A-Za-z .]{0,30}$/, '');
    const version = formed(context?.version, /^v?\d+(\.\d+){0,3}$/, '');
    return name === '' ? undefined : { name, ...(version === '' ? {} : { version }) };
  };
  const frameOf = (frame: z.infer<typeof rawFrame>): CrashFrame => {
    const { filename, isOwn } = framePath(frame.filename ?? frame.abs_path ?? '');
    return {
      filename: clean(filename),
      function: formed(frame.function, /^[A-Za-z0-9_$.<>#[\] ]{1,120}$/, '?'),
      ...(frame.lineno === undefined ? {} : { lineno: frame.lineno }),
      ...(frame.colno === undefined ? {} : { colno: frame.colno }),
      in_app: isOwn,
    };
  };
  const runtime = named(raw.contexts?.runtime);
  const os = named(raw.contexts?.os);
  return {
    event_id: id,
    timestamp: raw.timestamp ?? 0,
    platform: platforms[origin.part],
    level: raw.level === 'fatal' || raw.level === 'info' ? raw.level : 'error',
    release: `videoexpress@${formed(origin.version, /^[0-9A-Za-z.+-]{1,40}$/, '0')}`,
    environment: 'production',
    exception: {
      values: exceptions.slice(-mostExceptions).map((each) => ({
        type: formed(each.type, /^[A-Za-z_$][A-Za-z0-9_$.]{0,39}$/, 'Error'),
        value: clean(machineWords(each.value ?? '', each.code)),
        mechanism: { type: 'generic', handled: each.mechanism?.handled ?? true },
        stacktrace: { frames: (each.stacktrace?.frames ?? []).slice(-mostFrames).map(frameOf) },
      })),
    },
    tags: { part: origin.part, where: formed(raw.tags?.where, /^[A-Za-z0-9 ,;'.-]{1,60}$/, 'elsewhere') },
    contexts: { ...(runtime === undefined ? {} : { runtime }), ...(os === undefined ? {} : { os }) },
    sdk: {
      name: formed(raw.sdk?.name, /^sentry\.[a-z.]{2,40}$/, 'sentry.javascript'),
      version: formed(raw.sdk?.version, /^\d+\.\d+\.\d+$/, '0.0.0'),
      settings: { infer_ip: 'never' },
    },
  };
}

function same(value: string): string {
  return value;
}
