import { describe, expect, it } from 'vitest';
import { createChildren } from './children.ts';
import { testCommand } from './testing/test-command.ts';

describe('createChildren', () => {
  it('counts what runs and ends all of it', async () => {
    const children = createChildren(testCommand);
    const running = [children.start('hang', null), children.start('hang', null)];
    expect(children.count()).toBe(2);
    await children.killAll();
    expect(children.count()).toBe(0);
    expect(await Promise.all(running.map((child) => child.ended))).toEqual([{ kind: 'aborted' }, { kind: 'aborted' }]);
  });

  it('forgets a child that ended by itself', async () => {
    const children = createChildren(testCommand);
    expect(await children.start('echo', 1).ended).toEqual({ kind: 'done', result: 1 });
    expect(children.count()).toBe(0);
    await children.killAll();
  });
});
