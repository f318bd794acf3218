import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../store-unavailable.ts';
import { logWithReports } from './log-with-reports.ts';

function logged(fields: object): { readonly lines: readonly string[]; readonly reported: readonly unknown[] } {
  const lines: string[] = [];
  const reported: unknown[] = [];
  const note = (level: string) => (_fields: object, message: string) => void lines.push(`${level} ${message}`);
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const reports = {
    report(cause: unknown, place: object) {
      reported.push([cause, place]);
      return true;
    },
  };
  const both = logWithReports(log, reports);
  both.warn(fields, 'It will be tried again');
  both.error(fields, 'A handler threw');
  return { lines, reported };
}

describe('a log with reports', () => {
  it('reports an exception that is logged as an error, in the words of the line', () => {
    const bug = new TypeError('x is not a function');
    expect(logged({ err: bug })).toEqual({
      lines: ['warn It will be tried again', 'error A handler threw'],
      reported: [[bug, { where: 'A handler threw' }]],
    });
  });

  it.each([
    ['the database being away', new StoreUnavailable('busy', new Error('busy'))],
    ['a full disk', Object.assign(new Error('x'), { code: 'ENOSPC' })],
    ['no network', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    ['something called off', new DOMException('x', 'AbortError')],
    ['no exception', 'A job failed'],
    ['nothing', undefined],
  ])('reports nothing of %s', (_name, err) => {
    expect(logged({ err }).reported).toEqual([]);
  });
});
