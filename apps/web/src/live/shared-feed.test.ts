import type { StreamEvent } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { BrowserInHand, type TabInHand } from '../testing/tabs-in-hand.ts';

function jobGone(id: number): StreamEvent {
  return { id, topic: 'job', payload: { id: `job_${id}`, deleted: true } };
}

/** Lets the daemon send these events on the one stream there is. */
function send(browser: BrowserInHand, ...ids: number[]): void {
  for (const id of ids) browser.stream.listener.event(jobGone(id));
}

function fire(tab: TabInHand): void {
  tab.timers.shift()?.next();
}

describe('a stream shared between tabs', () => {
  it('is one for ten tabs, and each of them sees everything once', () => {
    const browser = new BrowserInHand();
    const tabs = Array.from({ length: 10 }, () => browser.openTab(4));
    expect(browser.streams).toHaveLength(1);
    expect(browser.stream.after).toBe(4);
    browser.stream.listener.opened();
    send(browser, 5, 6, 9);
    for (const tab of tabs) {
      expect(tab.seen).toEqual([5, 6, 9]);
      expect(tab.told).toEqual(['opened']);
    }
  });

  it('says to a tab that comes later what it missed since its snapshot, and that events flow', () => {
    const browser = new BrowserInHand();
    browser.openTab(4);
    browser.stream.listener.opened();
    send(browser, 5, 6, 7);
    const late = browser.openTab(5);
    expect(late.seen).toEqual([6, 7]);
    expect(late.told).toEqual(['opened']);
  });

  it('tells a tab that is newer than the leader nothing twice', () => {
    const browser = new BrowserInHand();
    browser.openTab(4);
    const newer = browser.openTab(6);
    send(browser, 5, 6, 7);
    expect(newer.seen).toEqual([7]);
  });

  it('lets a tab read everything afresh when it missed more than is kept', () => {
    const browser = new BrowserInHand();
    browser.openTab(100);
    const old = browser.openTab(50);
    expect(old.told).toEqual(['reset']);
  });

  it('goes on from where the next leader was when the leader is closed', () => {
    const browser = new BrowserInHand();
    const [leader, next, third] = [browser.openTab(1), browser.openTab(1), browser.openTab(1)];
    send(browser, 2, 3);
    leader.close();
    expect(browser.stream).toMatchObject({ tab: next, after: 3 });
    send(browser, 4, 5);
    expect([leader.seen, next.seen, third.seen]).toEqual([
      [2, 3],
      [2, 3, 4, 5],
      [2, 3, 4, 5],
    ]);
  });

  it('closes the gap of a tab that heard less than the tab that leads now', () => {
    const browser = new BrowserInHand();
    const [leader, next, deaf] = [browser.openTab(1), browser.openTab(1), browser.openTab(1)];
    deaf.hangs = true;
    send(browser, 2, 3);
    leader.close();
    browser.comeBack(deaf);
    send(browser, 4);
    expect(next.seen).toEqual([2, 3, 4]);
    expect(deaf.seen).toEqual([2, 3, 4]);
  });

  it('takes the lead from a tab that hangs, which follows once it is back', () => {
    const browser = new BrowserInHand();
    const [leader, other] = [browser.openTab(1), browser.openTab(1)];
    browser.stream.listener.opened();
    send(browser, 2);
    leader.hangs = true;
    fire(other);
    expect(
      other.timers.map(({ delayMs }) => delayMs),
      'it asked, and waits for an answer',
    ).toEqual([5000]);
    fire(other);
    const stream = browser.streams.find(({ tab }) => tab === other);
    expect(stream?.after).toBe(2);
    stream?.listener.event(jobGone(3));
    browser.comeBack(leader);
    send(browser, 4);
    expect(other.seen).toEqual([2, 3, 4]);
    expect(leader.seen).toEqual([2, 3, 4]);
  });

  it('leaves a leader alone that answers', () => {
    const browser = new BrowserInHand();
    const [leader, other] = [browser.openTab(1), browser.openTab(1)];
    for (let asked = 0; asked < 5; asked++) fire(other);
    expect(browser.stream.tab).toBe(leader);
    expect(other.timers.map(({ delayMs }) => delayMs)).toEqual([10_000]);
  });

  it('says in every tab that the stream was cut, came back, or must begin anew', () => {
    const browser = new BrowserInHand();
    const tabs = [browser.openTab(1), browser.openTab(1)];
    const { listener } = browser.stream;
    listener.opened();
    listener.interrupted();
    listener.opened();
    listener.reset();
    for (const tab of tabs) expect(tab.told).toEqual(['opened', 'interrupted', 'opened', 'reset']);
  });

  it('leaves a refusal to the tab that was refused', () => {
    const browser = new BrowserInHand();
    const [leader, other] = [browser.openTab(1), browser.openTab(1)];
    browser.stream.listener.closed();
    expect([leader.told, other.told]).toEqual([['closed'], []]);
    leader.close();
    expect(browser.stream.tab).toBe(other);
  });

  it('holds nothing any more once every tab is closed', () => {
    const browser = new BrowserInHand();
    const tabs = [browser.openTab(1), browser.openTab(1), browser.openTab(1)];
    for (const tab of tabs) tab.close();
    expect(browser.streams).toEqual([]);
    expect(tabs.flatMap(({ timers }) => timers)).toEqual([]);
  });
});
