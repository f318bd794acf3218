import { PassThrough } from 'node:stream';
import { exitCodes, systemClock } from '@videoexpress/host';
import type { Job } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { newFakeJob } from '../testing/fake-jobs.ts';
import { bytesText, timeText } from './amounts.ts';
import { callOf } from './hint.ts';
import { createPrinter } from './printer.ts';
import { barText, createProgressView } from './progress-view.ts';
import { displayWidth, shorten, table } from './table.ts';
import { readLineFrom, type Terminal } from './terminal.ts';

function testTerminal(changes: Partial<Terminal> = {}): { terminal: Terminal; out: () => string; err: () => string } {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    writeOut: (text) => (out += text),
    writeErr: (text) => (err += text),
    outColor: false,
    errColor: false,
    errRedraws: false,
    interactive: false,
    columns: () => 80,
    readSecret: async () => ({ kind: 'ended' }),
    readLine: () => ({ line: Promise.resolve(null), cancel: () => undefined }),
    ...changes,
  };
  return { terminal, out: () => out, err: () => err };
}

function job(change: Partial<Job>): Job {
  return { ...newFakeJob({ kind: 'text_to_video', input: { prompt: 'A fox' } }), ...change };
}

describe('where things are written', () => {
  it('keeps results and the rest apart', () => {
    const { terminal, out, err } = testTerminal();
    const printer = createPrinter(terminal, { json: false });
    printer.line('result');
    printer.note('beside');
    printer.document({ a: 1 });
    printer.jsonLine({ b: 1 });
    expect([out(), err()]).toEqual(['result\n', 'beside\n']);
  });

  it('keeps standard output for the JSON document alone', () => {
    const { terminal, out, err } = testTerminal();
    const printer = createPrinter(terminal, { json: true });
    printer.line('result');
    printer.note('beside');
    printer.document({ a: 1 });
    expect(JSON.parse(out())).toEqual({ a: 1 });
    expect(err()).toBe('result\nbeside\n');
  });

  it('says why it failed to the person, and to the script with the code', () => {
    const failure = {
      exitCode: exitCodes.usage,
      code: 'invalid_input',
      message: 'Two things\nare wrong \u001b[2J',
      fix: 'Mend it',
      errors: [{ path: '--size', message: 'odd' }],
    };
    const { terminal, out, err } = testTerminal();
    expect(createPrinter(terminal, { json: true }).fail(failure)).toBe(2);
    expect(err()).toBe('Error: Two things\nare wrong \n  --size: odd\nMend it\n');
    expect(JSON.parse(out())).toMatchObject({
      error: { code: 'invalid_input', exitCode: 2, errors: [{ path: '--size' }] },
    });
  });

  it('names the studio in the commands of its hints, when it is not the usual one', () => {
    const { terminal, err } = testTerminal();
    const printer = createPrinter(terminal, { json: false, dataDir: './my try' });
    printer.note('Start it with: videoexpress start, then: videoexpress jobs watch 1a2b3c4d');
    printer.note('See: videoexpress generate --help. VideoExpress stops.');
    expect(err()).toBe(
      "Start it with: videoexpress start --data-dir './my try', then: videoexpress jobs watch 1a2b3c4d --data-dir './my try'\n" +
        'See: videoexpress generate --help. VideoExpress stops.\n',
    );
  });

  it('names them as npx runs them, where npm runs this program', () => {
    const { terminal, err } = testTerminal();
    const printer = createPrinter(terminal, { json: false, dataDir: './$try', calledAs: callOf(null, true) });
    printer.note('Start it with: videoexpress start. See: videoexpress --help');
    printer.note('Run npx videoexpress generate "A fox". VideoExpress stops.');
    expect(err()).toBe(
      'Start it with: npx videoexpress start. See: npx videoexpress --help\n' +
        'Run npx videoexpress generate "A fox". VideoExpress stops.\n',
    );
    expect(printer.hint('videoexpress open')).toBe("npx videoexpress open --data-dir './$try'");
  });

  it('names the very package that npx runs, not another one of that name', () => {
    const { terminal } = testTerminal();
    const printer = createPrinter(terminal, { json: false, calledAs: callOf('./videoexpress-0.1.0.tgz', true) });
    expect(printer.hint('Run npx videoexpress status, or: videoexpress stop')).toBe(
      'Run npx ./videoexpress-0.1.0.tgz status, or: npx ./videoexpress-0.1.0.tgz stop',
    );
    expect(callOf("./it's $1.tgz", true)).toBe("npx './it'\\''s $1.tgz'");
    expect(callOf(null, false)).toBe('videoexpress');
  });

  it('colours only where the terminal wants it', () => {
    expect(createPrinter(testTerminal().terminal, { json: false }).paint('good', 'x')).toBe('x');
    expect(createPrinter(testTerminal({ outColor: true }).terminal, { json: false }).paint('good', 'x')).toBe(
      '\u001b[32mx\u001b[39m',
    );
    // With --json a person reads standard error.
    expect(createPrinter(testTerminal({ outColor: true }).terminal, { json: true }).paint('good', 'x')).toBe('x');
  });
});

describe('progress', () => {
  const running = job({
    state: 'running',
    progress: { fraction: 0.52, stage: 'Drawing', step: 42, totalSteps: 81, etaSeconds: 2.4 },
  });

  it('is a bar with stage, percent, step, time gone and time left', () => {
    expect(barText(running, 3.7)).toBe('Drawing  ████████████░░░░░░░░░░░░   52%  step 42 of 81  3 s, about 3 s left');
  });

  it('is full only when it is done', () => {
    const nearly = job({ state: 'running', progress: { fraction: 0.999, stage: 'Drawing' } });
    expect(barText(nearly, 0)).toContain('░   99%');
    expect(barText(job({ progress: { fraction: 1, stage: 'Checking' } }), 0)).toContain('█  100%');
  });

  it('shows no percentage where none is known, and the attempt when it is not the first', () => {
    const text = barText(
      job({ state: 'running', attempt: 2, progress: { fraction: null, stage: 'Waiting for a GPU' } }),
      1,
    );
    expect(text).toContain('Waiting for a GPU (attempt 2)');
    expect(text).not.toContain('%');
  });

  it('is drawn over itself on a terminal, no wider than it, and leaves nothing behind', () => {
    const { terminal, err } = testTerminal({ errRedraws: true, columns: () => 40 });
    const view = createProgressView(terminal, { ...systemClock, after: () => () => undefined });
    view.show(running);
    view.show(job({ ...running, progress: { fraction: 0.6, stage: 'Drawing' } }));
    view.close();
    const lines = err().split('\r\u001b[2K');
    expect(lines).toHaveLength(4);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(39);
    expect([err().includes('\n'), lines.at(-1)]).toEqual([false, '']);
  });

  it('is a line for each stage and each tenth without a terminal', () => {
    const { terminal, err } = testTerminal();
    const view = createProgressView(terminal, systemClock);
    for (const fraction of [0.01, 0.02, 0.09, 0.1, 0.15, 0.55])
      view.show(job({ state: 'running', progress: { fraction, stage: 'Drawing' } }));
    view.show(job({ state: 'collecting', progress: { fraction: 1, stage: 'Checking' } }));
    view.show(job({ state: 'succeeded', progress: { fraction: 1, stage: 'Done' } }));
    expect(err()).toBe('Drawing 1%\nDrawing 10%\nDrawing 55%\nChecking 100%\n');
  });

  it('does not let a stage steer the terminal', () => {
    expect(barText(job({ progress: { fraction: null, stage: 'a\u001b[2Jb\nc' } }), 0)).not.toMatch(/\p{Cc}/u);
  });
});

describe('a line from the person', () => {
  it('comes without its line end, and null when the input ends', async () => {
    const input = new PassThrough();
    const first = readLineFrom(input);
    input.write('lea');
    input.write('ve\r\nrest');
    expect(await first.line).toBe('leave');
    const second = readLineFrom(input);
    input.end();
    expect(await second.line).toBeNull();
  });

  it('is not waited for any more when called off', async () => {
    const reading = readLineFrom(new PassThrough());
    reading.cancel();
    expect(await reading.line).toBeNull();
  });
});

describe('amounts and tables', () => {
  it.each([
    [0.04, '0 s'],
    [0.46, '0.4 s'],
    [5.0625, '5 s'],
    [42.9, '42 s'],
    [185, '3 min 5 s'],
    [7800, '2 h 10 min'],
    [200_000, '2 days'],
    [-1, '0 s'],
  ])('%d seconds: %s', (seconds, text) => {
    expect(timeText(seconds)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [915_592, '916 kB'],
    [1_234_567, '1.2 MB'],
    [999_999, '1.0 MB'],
    [2e9, '2.0 GB'],
  ])('%d bytes: %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });

  it('aligns columns by what they take on the screen', () => {
    expect(
      table([
        ['a', '狐', 'x'],
        ['\u001b[31mbb\u001b[39m', 'c', 'y'],
      ]),
    ).toEqual(['a   狐  x', '\u001b[31mbb\u001b[39m  c   y']);
  });

  it('shortens without cutting a character in half', () => {
    expect([shorten('abcdef', 4), shorten('👩‍👩‍👧 family', 4), shorten('abc', 3)]).toEqual(['abc…', '👩‍👩‍👧 …', 'abc']);
  });
});
