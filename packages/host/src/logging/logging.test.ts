import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger, type LoggerOptions } from './create-logger.ts';
import { readableLine } from './readable-line.ts';
import { listLogFiles, openRotatingFile } from './rotating-file.ts';
import { scrubLine } from './scrub.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function loggerOf(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const log = createLogger({
    folder,
    level: 'info',
    console: 'none',
    now: () => Date.UTC(2026, 10, 22, 12),
    writeConsole: (text) => lines.push(text),
    ...options,
  });
  return { log, lines };
}

function written(): string {
  return listLogFiles(folder)
    .map((path) => readFileSync(path, 'utf8'))
    .join('');
}

describe('the log', () => {
  it('writes one JSON object a line, at once, in a file that only its owner reads', () => {
    const { log } = loggerOf();
    log.info({ jobId: 'job_1' }, 'Job started');
    log.debug({}, 'not at this level');
    log.child({ part: 'http' }).warn({}, 'two\nlines');
    expect(
      written()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { level: 'info', time: '2026-11-22T12:00:00.000Z', jobId: 'job_1', msg: 'Job started' },
      { level: 'warn', time: '2026-11-22T12:00:00.000Z', part: 'http', msg: 'two\nlines' },
    ]);
    expect(statSync(join(folder, 'daemon.2026-11-22.1.log')).mode & 0o777).toBe(0o600);
  });

  it('shows on the console only what is worth watching, and keeps the rest in the file', () => {
    const { log, lines } = loggerOf({ level: 'debug', consoleLevel: 'info', console: 'pretty' });
    log.debug({}, 'for the file');
    log.info({}, 'for both');
    expect(lines.join('')).not.toContain('for the file');
    expect(lines.join('')).toContain('for both');
    expect(written()).toContain('for the file');
  });

  it('keeps a canary secret out of file and console wherever it is put', () => {
    const canary = 'c4n4ry-0123456789';
    const { log, lines } = loggerOf({ console: 'json' });
    const error = Object.assign(new Error(`call failed: Bearer ${canary}`), {
      config: { headers: { Authorization: canary } },
    });
    log.info(
      { headers: { authorization: `Bearer ${canary}`, cookie: `videoexpress_8000=${canary}`, 'set-cookie': [canary] } },
      'request',
    );
    log.info(
      {
        url: `/login?code=${canary}`,
        deep: { er: { still: { apiKey: canary, access_token: canary, password: canary } } },
      },
      'x',
    );
    log.error({ err: error }, `opened http://localhost:8000/login?code=${canary}`);
    log.warn(
      { token: canary, RUNPOD_API_KEY: canary, clientSecret: canary, body: `{"token": "${canary}"}` },
      `sent "videoexpress_8000=${canary}"`,
    );
    expect(written() + lines.join('')).not.toContain(canary);
    expect(written()).toContain('[redacted]');
  });

  it('keeps what is no secret: the code of an error, counts of tokens', () => {
    expect(scrubLine('{"code":"invalid_input","tokens":12,"err":{"code":"ENOENT"}}')).toBe(
      '{"code":"invalid_input","tokens":12,"err":{"code":"ENOENT"}}',
    );
  });

  it('leaves every line valid JSON when it takes something out', () => {
    const line = JSON.stringify({
      token: 'a"b\\',
      n: { secret: 12, cookie: ['a"]', 'b'] },
      text: 'see ?token=abc" and Bearer abcdefghij',
    });
    expect(() => JSON.parse(scrubLine(line))).not.toThrow();
  });

  it('says a fatal line on the console even where that is off', () => {
    const { log, lines } = loggerOf();
    log.info({}, 'quiet');
    log.fatal({}, 'The database is damaged');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('The database is damaged');
  });

  it('goes on without its file', () => {
    const { log, lines } = loggerOf({ folder: join(folder, 'gone'), console: 'pretty', color: false });
    log.info({}, 'still here');
    expect(lines.join('')).toContain('still here');
  });
});

describe('rotation', () => {
  it('begins a new file each day and when one is full, and keeps a limited number', () => {
    let day = 1;
    const file = openRotatingFile({ folder, now: () => Date.UTC(2026, 10, day), maxBytes: 10, maxFiles: 3 });
    file.write('1234567890\n');
    file.write('second\n');
    expect(readdirSync(folder).toSorted()).toEqual(['daemon.2026-11-01.1.log', 'daemon.2026-11-01.2.log']);
    day = 2;
    file.write('third\n');
    day = 3;
    file.write('fourth\n');
    expect(listLogFiles(folder).map((path) => readFileSync(path, 'utf8'))).toEqual(['second\n', 'third\n', 'fourth\n']);
    file.close();
  });

  it('goes on in the file of the day after a restart', () => {
    for (const line of ['one\n', 'two\n']) {
      const file = openRotatingFile({ folder, now: () => Date.UTC(2026, 10, 1), maxBytes: 1000, maxFiles: 3 });
      file.write(line);
      file.close();
    }
    expect(written()).toBe('one\ntwo\n');
  });
});

describe('a line for a person', () => {
  const line = '{"level":"warn","time":"2026-11-22T12:00:00.000Z","jobId":"job_1","path":"a b","msg":"Slow"}';

  it('has time, level, message and fields', () => {
    expect(readableLine(line, false)).toMatch(/^\d\d:\d\d:\d\d warn {2}Slow {2}jobId=job_1 path="a b"$/);
  });

  it('is coloured only when asked', () => {
    expect(readableLine(line, false)).not.toContain('\u001b');
    expect(readableLine(line, true)).toContain('\u001b[33mwarn');
  });

  it('cannot be made to steer the terminal or fake a second line', () => {
    const evil = JSON.stringify({
      level: 'info',
      time: 'x',
      k: '\u001b[2J',
      msg: 'a\n12:00:00 error faked\u009b31m\u001b]0;t\u0007',
    });
    expect(readableLine(evil, false)).not.toMatch(/\p{Cc}/u);
  });

  it('shows the stack of an error indented', () => {
    expect(readableLine('{"level":"error","time":"x","err":{"stack":"Error: b\\n  at f"},"msg":"m"}', false)).toContain(
      '\n    Error: b\n      at f',
    );
  });
});
