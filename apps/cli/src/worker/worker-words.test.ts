import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGpus } from './find-gpu.ts';
import { createLineSplitter } from './line-splitter.ts';
import { progressOf } from './prepare-environment.ts';
import { workerName } from './worker-folders.ts';
import { readWorkerLine } from './worker-line.ts';
import { openWorkerLog } from './worker-log.ts';
import { addressFromHere, isReadableOnTheWay } from './worker-way.ts';

describe('what nvidia-smi lists', () => {
  const list = '0, GPU-aaaa-1, NVIDIA RTX A6000, 49140, 580.95.05\n1, GPU-bbbb-2, NVIDIA H100, 81559, 580.95.05\n';

  it('is the first card, or that which CUDA_VISIBLE_DEVICES names', () => {
    expect(readGpus(list)).toEqual({ name: 'NVIDIA RTX A6000', memoryGb: 49140 / 1024, driver: '580.95.05' });
    expect(readGpus(list, '1,0')?.name).toBe('NVIDIA H100');
    expect(readGpus(list, 'GPU-bbbb')?.name).toBe('NVIDIA H100');
  });

  it('is no card where none is named, or there is none', () => {
    expect([readGpus(list, '7'), readGpus(list, ''), readGpus(list, '-1'), readGpus('')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(readGpus('0, GPU-1, NVIDIA GB10, [N/A], 580.1')?.memoryGb).toBeNull();
  });
});

describe('pip’s lines', () => {
  it.each([
    ['  Downloading torch-2.13.0-cp312-cp312-manylinux_2_28_x86_64.whl (887.9 MB)', 'torch 2.13.0 (887.9 MB)'],
    [
      '  Downloading https://files.example/a/nvidia_cudnn_cu13-9.20.0.48-py3-none-manylinux_2_27_x86_64.whl (366.1 MB)',
      'nvidia-cudnn-cu13 9.20.0.48 (366.1 MB)',
    ],
    ['  Using cached pillow-13.0.0-cp312-cp312-linux_x86_64.whl (7.1 MB)', 'pillow 13.0.0 (7.1 MB)'],
    ['  Downloading runpod-1.12.0-py3-none-any.whl (346 kB)', null],
    ['Installing collected packages: torch, runpod', 'putting them in place'],
    ['Collecting torch==2.13.0', null],
    ['Requirement already satisfied: pip', null],
  ])('%s', (line, shown) => {
    expect(progressOf(line)).toBe(shown);
  });
});

describe('the worker’s lines', () => {
  it.each([
    [
      '{"time":"","event":"job begins","job_id":"a","kind":"t","model":"wan"}',
      { kind: 'job_begins', jobId: 'a', model: 'wan' },
    ],
    ['{"event":"job done","job_id":"a"}', { kind: 'job_ends', jobId: 'a', how: 'done', why: '' }],
    [
      '{"event":"job failed","job_id":"a","message":"No."}',
      { kind: 'job_ends', jobId: 'a', how: 'failed', why: 'No.' },
    ],
    ['{"event":"job cancelled","job_id":"a"}', { kind: 'job_ends', jobId: 'a', how: 'cancelled', why: '' }],
    ['{"event":"card in error"}', { kind: 'card_in_error' }],
    ['INFO   | a3 | Finished.', { kind: 'sent' }],
    ['{"event":', { kind: 'other' }],
    ['INFO   | a3 | Started.', { kind: 'other' }],
  ])('%s', (line, said) => {
    expect(readWorkerLine(line)).toEqual(said);
  });

  it('are cut where they end, whatever pieces they come in', () => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line));
    const bytes = Buffer.from('héllo\r\n1 %\r2 %\nrest');
    for (const byte of bytes) splitter.push(Buffer.from([byte]));
    splitter.end();
    expect(lines.filter((line) => line !== '')).toEqual(['héllo', '1 %', '2 %', 'rest']);
  });
});

describe('the log of a worker', () => {
  it('says the same once, and begins anew when it is full', () => {
    const folder = mkdtempSync(join(tmpdir(), 'videoexpress-worker-log-'));
    const path = join(folder, 'worker.log');
    const log = openWorkerLog(path, 20);
    for (const line of ['one', 'one', 'two', 'a line that is longer', 'last']) log.write(line);
    log.close();
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('one\ntwo\na line that is longer\n');
    expect(readFileSync(path, 'utf8')).toBe('last\n');
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('names and addresses', () => {
  it('are the machine’s with a tail that stays, and another for another card', () => {
    const [first, again, other] = [
      ['a', ''],
      ['a', ''],
      ['a', '1'],
    ].map((from) => workerName(null, from));
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    expect(first).toMatchObject({ ok: true, value: expect.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]*-[0-9a-f]{6}$/) });
  });

  it('are found from this machine, wherever the listener is', () => {
    expect(addressFromHere('0.0.0.0:8124')).toBe('http://127.0.0.1:8124');
    expect(addressFromHere('[::]:8124')).toBe('http://[::1]:8124');
    expect(addressFromHere('192.168.1.5:8124')).toBe('http://192.168.1.5:8124');
    expect(addressFromHere('nowhere')).toBeNull();
  });

  it('are readable on the way without TLS, but on this machine', () => {
    const readable = ['http://192.168.1.5:8124', 'http://studio:8124'];
    const closed = ['http://127.0.0.1:8124', 'http://localhost:1', 'http://[::1]:8124', 'https://studio.example'];
    expect([...readable, ...closed].filter(isReadableOnTheWay)).toEqual(readable);
  });
});
