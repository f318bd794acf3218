import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeAdvisories } from './judge-advisories.mjs';

const advisory = {
  github_advisory_id: 'GHSA-1',
  module_name: 'express',
  severity: 'high',
  title: 'It falls over',
  url: 'https://example.test/GHSA-1',
  findings: [{ version: '5.3.0', paths: ['apps__daemon>express'], dev: false }],
};
const explanation = { id: 'GHSA-1', package: 'express', reason: 'The part at fault is not used.' };

describe('known weaknesses', () => {
  it('have to be mended or explained', () => {
    expect(judgeAdvisories([], [])).toEqual([]);
    expect(judgeAdvisories([advisory], [explanation])).toEqual([]);
    expect(judgeAdvisories([advisory], [])).toEqual([
      'high: express 5.3.0, in what runs: It falls over (GHSA-1, https://example.test/GHSA-1)',
    ]);
  });

  it('are told apart by whether they reach whom we publish to', () => {
    const findings = [{ version: '1.0.0', paths: [], dev: true }];
    expect(judgeAdvisories([{ ...advisory, findings }], [])[0]).toContain('for development only');
  });

  it('are not explained by a word on another package, by nothing, or for ever', () => {
    expect(judgeAdvisories([advisory], [{ ...explanation, package: 'qs' }])).toEqual([
      expect.stringContaining('high: express'),
      'GHSA-1 qs is explained, but no longer found',
    ]);
    expect(judgeAdvisories([advisory], [{ ...explanation, reason: ' ' }])).toEqual([
      'GHSA-1 is listed without a reason',
    ]);
  });

  it('are explained in a list that can be read', () => {
    const listed: unknown = JSON.parse(readFileSync(new URL('explained.json', import.meta.url), 'utf8'));
    expect(listed).toEqual(expect.any(Array));
  });
});
