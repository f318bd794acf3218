import { fileURLToPath } from 'node:url';
import { createChildren } from '@videoexpress/host';
import { describe, expect, it } from 'vitest';
import { createNativeCheck } from './native-check.ts';

function childrenOf(program: string) {
  const entry = fileURLToPath(new URL(program, import.meta.url));
  return createChildren({ execPath: process.execPath, execArgv: ['--conditions=source'], entry, env: {} });
}

/** Reads until the check has ended: then no child is left. */
async function settled(
  children: ReturnType<typeof childrenOf>,
): Promise<ReturnType<ReturnType<typeof createNativeCheck>['read']>> {
  const check = createNativeCheck(children, 'All is well.');
  expect(check.read()).toMatchObject({ status: 'ok' });
  while (children.count() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  return check.read();
}

describe('the check of the native libraries', () => {
  it('finds them well where they can be loaded', async () => {
    expect(await settled(childrenOf('../testing/engine-child.ts'))).toEqual({
      status: 'ok',
      detail: 'All is well.',
      fix: null,
    });
  });

  it('says what is missing, and what to do, where they cannot', async () => {
    const health = await settled(childrenOf('../testing/child-without-libraries.ts'));
    expect(health).toMatchObject({ status: 'down', fix: expect.stringContaining('--omit=optional') });
    expect(health.detail).toContain(`${process.platform} ${process.arch}`);
    expect(health.detail).toMatch(/: Cannot find package '@napi-rs\/canvas'$/);
  });
});
