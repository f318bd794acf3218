import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as PageCrashes from './page-crashes.ts';

let noteCrash: typeof PageCrashes.noteCrash;
let reportCrashesTo: typeof PageCrashes.reportCrashesTo;
beforeEach(async () => {
  // As a page that was just opened has it.
  vi.resetModules();
  ({ noteCrash, reportCrashesTo } = await import('./page-crashes.ts'));
});

const crash = (at: number): PageCrashes.PageCrash => ({ error: new TypeError(`${at}`), where: 'A part of the page' });

describe('crashes of the page', () => {
  it('are held until it is known that they are reported, the first five of them', () => {
    const crashes = [1, 2, 3, 4, 5, 6].map(crash);
    for (const { error, where } of crashes) noteCrash(error, where);
    const reported: PageCrashes.PageCrash[] = [];
    reportCrashesTo((each) => void reported.push(each));
    noteCrash('no exception', 'x');
    const last = crash(7);
    noteCrash(last.error, last.where);
    expect(reported).toEqual([...crashes.slice(0, 5), last]);
  });

  it('are forgotten where they are not reported', () => {
    const { error, where } = crash(1);
    noteCrash(error, where);
    reportCrashesTo(null);
    noteCrash(error, where);
    const reported: PageCrashes.PageCrash[] = [];
    reportCrashesTo((each) => void reported.push(each));
    expect(reported).toEqual([]);
  });
});
