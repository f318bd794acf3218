import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { afterEach, describe, expect, it } from 'vitest';
import { launchdAgent } from './launchd-agent.ts';
import type { ServiceSpec } from './service-spec.ts';
import { systemdUnit } from './systemd-unit.ts';
import { windowsArgument, windowsTask } from './windows-task.ts';

/** Folder names that somebody has, or that somebody would choose to break something. */
const hostile = [
  'plain',
  'with spaces  twice',
  '100% $HOME ${HOME} %h',
  'say "hello" it\'s',
  'back\\slash\\',
  'für Ähnliches 视频 🎬',
  '<tag> & &amp; ]]>',
  ';rm -rf ~ #| `id` $(id)',
  '-leading --data-dir',
  'name=value',
];

function specIn(root: string): ServiceSpec {
  return {
    command: [
      join(root, 'node'),
      join(root, 'videoexpress.js'),
      'start',
      '--no-open',
      '--port',
      '8000',
      '--data-dir',
      join(root, 'data'),
    ],
    environment: { XDG_DATA_HOME: join(root, 'xdg') },
    logFile: join(root, 'logs', 'service.log'),
  };
}

function xmlOf(text: string) {
  const problems: string[] = [];
  const parser = new DOMParser({ onError: (level, message) => void problems.push(`${level}: ${message}`) });
  const document = parser.parseFromString(text, 'text/xml');
  expect(problems).toEqual([]);
  return document;
}

function textsOf(document: ReturnType<typeof xmlOf>, tag: string): string[] {
  return [...document.getElementsByTagName(tag)].map((element) => element.textContent ?? '');
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A program and a launcher at these very paths, which is what systemd looks for. */
function onDisk(name: string): ServiceSpec {
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-unit-'));
  folders.push(root);
  const spec = specIn(join(root, name));
  mkdirSync(dirname(spec.command[0]), { recursive: true });
  writeFileSync(spec.command[0], '#!/bin/sh\nprintf \'%s\\0\' "$@"\n');
  chmodSync(spec.command[0], 0o755);
  return spec;
}

/**
 * What systemd makes of an ExecStart line: quotes and C escapes taken away, `%%` and `$$` undone. The program's own `$`
 * stays as it is.
 */
function systemdWords(line: string): string[] {
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  return words.map((word, index) => {
    const plain = word
      .replaceAll(/\\x([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replaceAll(/\\(["\\])/g, '$1')
      .replaceAll('%%', '%');
    return index === 0 ? plain : plain.replaceAll('$$', '$');
  });
}

describe('the unit for systemd', () => {
  it.each(hostile)('runs exactly what it is told, below "%s"', (name) => {
    const spec = onDisk(name);
    const line = /^ExecStart=(.*)$/m.exec(systemdUnit(spec))?.[1] ?? '';
    expect(line).not.toMatch(/(?<!%)%(%%)*(?!%)/);
    expect(line.replaceAll('$$', '')).not.toContain('$');
    const [program = '', ...args] = systemdWords(line);
    // Run as systemd runs it, through a shell where the path of Node has something that systemd refuses.
    const heard = execFileSync(program, args, { encoding: 'utf8' }).split('\0').slice(0, -1);
    expect(heard).toEqual(spec.command.slice(1));
  });

  it('is started again after a failure, but not after one that waits for a person', () => {
    const unit = systemdUnit(specIn('/opt'));
    expect(unit).toContain('\nRestart=on-failure\n');
    expect(unit).toContain('\nRestartPreventExitStatus=2 4 5 6 7\n');
    expect(unit).toMatch(/\nStartLimitBurst=\d+\n/);
    expect(unit).toContain('\nKillMode=mixed\n');
    expect(unit).toContain('\nWantedBy=default.target\n');
  });

  it('keeps what could become a line of its own inside its quotes', () => {
    const unit = systemdUnit({
      ...specIn('/opt'),
      environment: { XDG_DATA_HOME: '/a\n[Service]\nExecStart=/bin/false' },
    });
    expect(unit.match(/^ExecStart=/gm)).toHaveLength(1);
    expect(unit).toContain('Environment="XDG_DATA_HOME=/a\\x0a[Service]\\x0aExecStart=/bin/false"');
  });
});

describe('the agent for launchd', () => {
  it.each(hostile)('is well formed and says exactly what to run, below "%s"', (name) => {
    const spec = specIn(`/Users/${name}`);
    const document = xmlOf(launchdAgent(spec));
    const strings = textsOf(document, 'string');
    expect(strings.slice(1, 1 + spec.command.length)).toEqual(spec.command);
    expect(strings).toContain(spec.environment['XDG_DATA_HOME']);
    expect(strings.filter((text) => text === spec.logFile)).toHaveLength(2);
  });

  it('is kept alive after a crash', () => {
    const text = launchdAgent({ ...specIn('/opt'), environment: {} });
    expect(text.replaceAll(/\s+/g, '')).toContain('<key>KeepAlive</key><dict><key>Crashed</key><true/></dict>');
    expect(text).not.toContain('EnvironmentVariables');
    expect(textsOf(xmlOf(text), 'key')).toEqual(expect.arrayContaining(['RunAtLoad', 'Umask', 'ExitTimeOut']));
  });
});

/** CommandLineToArgvW, after the rules that Microsoft gives for it. */
function windowsWords(line: string): string[] {
  const words: string[] = [];
  let word = '';
  let quoted = false;
  let started = false;
  for (let at = 0; at < line.length; at += 1) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (slashes > 0 && line[at + slashes] === '"') {
      word += '\\'.repeat(Math.floor(slashes / 2));
      started = true;
      at += slashes;
      if (slashes % 2 === 1) word += '"';
      else quoted = !quoted;
    } else if (line[at] === '"') {
      quoted = !quoted;
      started = true;
    } else if (line[at] === ' ' && !quoted) {
      if (started) words.push(word);
      word = '';
      started = false;
    } else {
      word += line[at] ?? '';
      started = true;
    }
  }
  return started ? [...words, word] : words;
}

describe('the task for Windows', () => {
  it.each(hostile)('is well formed and says exactly what to run, below "%s"', (name) => {
    const root = `C:\\Users\\${name}`;
    const spec: ServiceSpec = { ...specIn(root), command: [`${root}\\node.exe`, `${root}\\v.js`, '--data-dir', root] };
    const document = xmlOf(windowsTask(spec, `MACHINE\\${name}`));
    expect(textsOf(document, 'Command')).toEqual([spec.command[0]]);
    expect(windowsWords(textsOf(document, 'Arguments')[0] ?? '')).toEqual(spec.command.slice(1));
    expect(textsOf(document, 'UserId')).toEqual([`MACHINE\\${name}`, `MACHINE\\${name}`]);
  });

  it.each([
    ['start', 'start'],
    ['', '""'],
    ['a b', '"a b"'],
    ['C:\\a b\\', '"C:\\a b\\\\"'],
    ['a"b', '"a\\"b"'],
    ['a\\"b', '"a\\\\\\"b"'],
  ])('writes %s as %s', (text, written) => {
    expect(windowsArgument(text)).toBe(written);
    expect(windowsWords(written)).toEqual([text]);
  });

  it('runs with the login, without more rights and without an end', () => {
    const document = xmlOf(windowsTask(specIn('C:\\v'), 'M\\a'));
    expect(textsOf(document, 'RunLevel')).toEqual(['LeastPrivilege']);
    expect(textsOf(document, 'ExecutionTimeLimit')).toEqual(['PT0S']);
    expect(textsOf(document, 'Count')).toEqual(['3']);
  });
});

const analyze = '/usr/bin/systemd-analyze';

describe('systemd itself', () => {
  it.runIf(process.platform === 'linux')('finds nothing wrong with the unit, whatever the folders are called', () => {
    const verified = hostile.map((name) => {
      const spec = onDisk(name);
      const folder = mkdtempSync(join(tmpdir(), 'videoexpress-verify-'));
      folders.push(folder);
      const file = join(folder, 'videoexpress.service');
      writeFileSync(file, systemdUnit(spec));
      return existsSync(analyze) ? complaints(file, folder) : '';
    });
    expect(verified).toEqual(hostile.map(() => ''));
  });
});

function complaints(file: string, runtimeFolder: string): string {
  const env = { PATH: '/usr/bin:/bin', HOME: runtimeFolder, XDG_RUNTIME_DIR: runtimeFolder, LANG: 'C' };
  try {
    execFileSync(analyze, ['--user', '--man=no', '--recursive-errors=no', 'verify', file], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return '';
  } catch (cause) {
    return String(Object(cause).stderr);
  }
}
