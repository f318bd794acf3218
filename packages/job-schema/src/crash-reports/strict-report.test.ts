import { describe, expect, it } from 'vitest';
import { crashReportSchema } from './crash-report.ts';
import { strictReport } from './strict-report.ts';

const canary = 'CANARY7f3a';
const origin = { part: 'daemon', version: '1.2.3' } as const;
const id = 'a'.repeat(32);

/** An event with something of a person's in every place that Sentry's events have. */
function fullEvent(): Record<string, unknown> {
  const frame = {
    filename: `/home/${canary}/studio/node_modules/express/lib/router.js`,
    abs_path: `/home/${canary}/x.js`,
    module: canary,
    function: `render ${canary} “a fox”`,
    lineno: 12,
    colno: 3,
    context_line: canary,
    pre_context: [canary],
    vars: { prompt: canary },
    in_app: true,
  };
  return {
    event_id: id,
    timestamp: 1_790_000_000.5,
    level: 'fatal',
    message: canary,
    logentry: { message: canary, params: [canary] },
    transaction: `GET /${canary}`,
    server_name: canary,
    user: { id: canary, email: canary, ip_address: '203.0.113.9' },
    request: { url: canary, headers: { authorization: canary }, data: canary, cookies: canary },
    breadcrumbs: [{ message: canary, data: { url: canary } }],
    extra: { prompt: canary },
    modules: { [canary]: '1' },
    fingerprint: [canary],
    dist: canary,
    environment: canary,
    release: canary,
    tags: { where: `“${canary}”`, prompt: canary },
    contexts: {
      runtime: { name: 'node', version: 'v24.1.0', build: canary },
      os: { name: 'Linux', version: `6.1.0-${canary}`, kernel_version: canary },
      device: { name: canary },
      trace: { data: canary },
    },
    exception: {
      values: [
        {
          type: 'TypeError',
          value: `Cannot read properties of undefined (reading '${canary}')`,
          module: canary,
          mechanism: { type: canary, handled: false, data: { canary } },
          stacktrace: { frames: [frame] },
        },
      ],
    },
    sdk: { name: 'sentry.javascript.node', version: '11.12.0', packages: [{ name: canary }], integrations: [canary] },
    debug_meta: { images: [{ code_file: canary }] },
    spans: [{ description: canary }],
    [canary]: canary,
  };
}

const exceptionOf = (value: string, more: object = {}) => ({
  event_id: id,
  exception: { values: [{ type: 'Error', value, ...more }] },
});

describe('a strict report', () => {
  it('keeps nothing of a person’s, wherever it stands in an event', () => {
    const report = strictReport(fullEvent(), origin);
    expect(JSON.stringify(report)).not.toContain(canary);
    expect(report).toEqual({
      event_id: id,
      timestamp: 1_790_000_000.5,
      platform: 'node',
      level: 'fatal',
      release: 'videoexpress@1.2.3',
      environment: 'production',
      exception: {
        values: [
          {
            type: 'TypeError',
            value: 'Cannot read properties of undefined',
            mechanism: { type: 'generic', handled: false },
            stacktrace: {
              frames: [
                { filename: 'node_modules/express/lib/router.js', function: '?', lineno: 12, colno: 3, in_app: false },
              ],
            },
          },
        ],
      },
      tags: { part: 'daemon', where: 'elsewhere' },
      contexts: { runtime: { name: 'node', version: 'v24.1.0' }, os: { name: 'Linux' } },
      sdk: { name: 'sentry.javascript.node', version: '11.12.0', settings: { infer_ip: 'never' } },
    });
    expect(crashReportSchema.safeParse(report).success).toBe(true);
  });

  it('is the same when it is made of a report', () => {
    const report = strictReport(fullEvent(), origin);
    expect(strictReport(report, origin)).toEqual(report);
  });

  it.each([
    ['a red fox in the snow', 'What it says stays on the computer where it happened.'],
    ['fox is not valid JSON', 'Something is not valid JSON'],
    [`${canary} is not a function`, 'Something is not a function'],
    ['Maximum call stack size exceeded', 'Maximum call stack size exceeded'],
  ])('tells “%s” in fixed words', (said, told) => {
    expect(strictReport(exceptionOf(said), origin)?.exception.values[0]?.value).toBe(told);
  });

  it('keeps the code of the system, and no key that looks like one', () => {
    const told = (code: string) => strictReport(exceptionOf('x', { code }), origin)?.exception.values[0]?.value;
    expect(told('ERR_INVALID_ARG_TYPE')).toMatch(/\(ERR_INVALID_ARG_TYPE\)$/);
    expect(told('AKIAIOSFODNN7EXAMPLE')).not.toContain('AKIA');
  });

  it('takes out what the process knows to be secret, and what looks like a key', () => {
    const event = exceptionOf('x', {
      type: 'Hidden',
      stacktrace: { frames: [{ function: 'sk-abcdefgh12345678' }, { function: 'IGAAabcdefgh1234' }] },
    });
    const report = strictReport(event, { ...origin, redact: (text) => text.replaceAll('Hidden', '[redacted]') });
    expect(report?.exception.values[0]?.type).toBe('[redacted]');
    expect(JSON.stringify(report)).not.toContain('abcdefgh');
  });

  it('is none where nothing was thrown, and where it is no event at all', () => {
    for (const event of [
      null,
      1,
      'x',
      [],
      {},
      { event_id: id },
      exceptionOf('x', {}).exception,
      { ...exceptionOf('x'), event_id: '../' },
    ]) {
      expect(strictReport(event, origin)).toBeNull();
    }
    expect(strictReport({ event_id: id, exception: { values: [null] } }, origin)?.exception.values[0]?.type).toBe(
      'Error',
    );
  });
});
