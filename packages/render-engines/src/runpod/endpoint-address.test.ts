import { describe, expect, it } from 'vitest';
import { isRunPodItself, locateRender, nameRender, readEndpointAddress } from './endpoint-address.ts';

describe('readEndpointAddress', () => {
  it.each([
    ['abc123', 'https://api.runpod.ai/v2/abc123'],
    [' https://api.runpod.ai/v2/abc123 ', 'https://api.runpod.ai/v2/abc123'],
    ['https://api.runpod.ai/v2/abc123/', 'https://api.runpod.ai/v2/abc123'],
    ['https://api.runpod.ai/v2/abc123/run', 'https://api.runpod.ai/v2/abc123'],
    ['https://api.runpod.ai/v2/abc123/runsync', 'https://api.runpod.ai/v2/abc123'],
    ['http://127.0.0.1:9000/v2/simulated', 'http://127.0.0.1:9000/v2/simulated'],
    ['http://localhost:9000/v2/simulated/status', 'http://localhost:9000/v2/simulated'],
  ])('takes %s', (given, base) => {
    expect(readEndpointAddress(given)).toEqual({ ok: true, value: { base, id: base.split('/').at(-1) } });
  });

  it.each([
    ['http://api.runpod.ai/v2/abc123', /https/],
    ['http://192.168.1.5/v2/abc123', /https/],
    ['http://localhost.example.com/v2/abc123', /https/],
    ['ftp://api.runpod.ai/v2/abc123', /https/],
    ['https://key@api.runpod.ai/v2/abc123', /password/],
    ['https://api.runpod.ai/v2/', /no endpoint/],
    ['https://api.runpod.ai', /no endpoint/],
    ['what is this', /neither/],
    ['x', /neither/],
  ])('refuses %s and says why', (given, words) => {
    const read = readEndpointAddress(given);
    expect(read.ok ? '' : read.error).toMatch(words);
  });

  it('knows RunPod itself from a stand-in', () => {
    expect(isRunPodItself({ base: 'https://api.runpod.ai/v2/abc', id: 'abc' })).toBe(true);
    expect(isRunPodItself({ base: 'https://api.runpod.ai.example/v2/abc', id: 'abc' })).toBe(false);
  });
});

it('a render is named by its endpoint, and found there again', () => {
  const first = { base: 'https://api.runpod.ai/v2/one', id: 'one' };
  const second = { base: 'https://api.runpod.ai/v2/two', id: 'two' };
  const name = nameRender(first, 'job-u1');
  expect(locateRender(name, first)).toEqual({ endpoint: first, runPodId: 'job-u1' });
  expect(locateRender(name, second)).toEqual({ endpoint: first, runPodId: 'job-u1' });
  expect(locateRender('job-u1', second)).toEqual({ endpoint: second, runPodId: 'job-u1' });
});
