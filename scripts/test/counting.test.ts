import { describe, expect, it } from 'vitest';
import { notRun, oneCheck } from './outcome.mjs';
import { countPlaywright } from './playwright.mjs';
import { countPytest } from './python/pytest.mjs';
import { runSteps, summarise } from './run-steps.mjs';
import { countVitest } from './vitest.mjs';

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

describe('countVitest', () => {
  it('counts tests', () => {
    const testResults = [file('passed', 'passed', 'passed'), file('failed', 'failed', 'passed')];
    expect(countVitest({ numPassedTests: 3, numFailedTests: 1, testResults }, false)).toEqual({ passed: 3, failed: 1 });
  });

  it('counts a file that could not be loaded', () => {
    const testResults = [file('passed', 'passed'), file('failed')];
    expect(countVitest({ numPassedTests: 1, numFailedTests: 0, testResults }, false)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts an error outside every test', () => {
    const testResults = [file('passed', 'passed')];
    expect(countVitest({ numPassedTests: 1, numFailedTests: 0, testResults }, false)).toEqual({ passed: 1, failed: 1 });
    expect(countVitest({ numPassedTests: 1, numFailedTests: 0, testResults }, true)).toEqual({ passed: 1, failed: 0 });
  });
});

describe('countPlaywright', () => {
  const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 };

  it.each([
    [{}, [], true, 0],
    [{ unexpected: 2 }, [], false, 2],
    [{ flaky: 1 }, [], true, 1],
    [{ skipped: 1 }, [], true, 1],
    [{}, ['no server'], false, 1],
    [{}, [], false, 1],
  ])('counts %j with errors %j', (changed, errors, ok, failed) => {
    expect(countPlaywright({ stats: { ...stats, ...changed }, errors }, ok)).toEqual({ passed: 3, failed });
  });
});

describe('countPytest', () => {
  it.each([
    ['tests="5"', true, 5, 0],
    ['errors="1" failures="2" skipped="1" tests="9"', false, 5, 4],
    ['errors="0" failures="0" skipped="0" tests="4"', false, 4, 1],
    ['errors="0" failures="0" skipped="0" tests="0"', true, 0, 1],
  ])('counts %j, ended well: %j', (attributes, ok, passed, failed) => {
    const report = `<?xml version="1.0"?><testsuites name="all"><testsuite name="pytest" ${attributes} time="1">`;
    expect(countPytest(report, ok)).toEqual({ passed, failed });
  });

  it('counts no report as a failure', () => {
    expect(countPytest('', false)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('the run of all steps', () => {
  const tools = { node: 'node', pnpm: 'pnpm', searchPath: [] };
  const green = { name: 'green', when: 'always' as const, run: async () => oneCheck(true) };
  const missing = { name: 'missing', when: 'always' as const, run: async () => notRun('x (no y; install y)') };
  const breaks = {
    name: 'breaks',
    when: 'always' as const,
    run: () => Promise.reject(new Error('disk full')),
  };

  async function lastLine(steps: (typeof green | typeof missing | typeof breaks)[], all: boolean): Promise<string[]> {
    const lines: string[] = [];
    const results = await runSteps(steps, { tools, env: {}, all }, (line) => void lines.push(line));
    const { lastLine: line, ok } = summarise(results);
    return [...lines.filter((text) => text.startsWith('not run')), line, ok ? 'ok' : 'not ok'];
  }

  it('prints what could not be run and does not count it', async () => {
    expect(await lastLine([green, missing], false)).toEqual([
      'not run: x (no y; install y)',
      '1 passed, 0 failed',
      'ok',
    ]);
  });

  it('counts it as a failure where everything must run', async () => {
    const expected = ['not run: x (no y; install y)', '1 passed, 1 failed', 'not ok'];
    expect(await lastLine([green, missing], true)).toEqual(expected);
  });

  it('goes on after a step that breaks', async () => {
    expect(await lastLine([breaks, green], false)).toEqual(['1 passed, 1 failed', 'not ok']);
  });

  it('is not content with nothing', async () => {
    expect(await lastLine([], false)).toEqual(['0 passed, 0 failed', 'not ok']);
  });

  it('shows how long each took', () => {
    const { table } = summarise([{ name: 'types', passed: 2, failed: 0, seconds: 3.21 }]);
    expect(table).toEqual(['types     3.2 s      2 passed    0 failed']);
  });
});
