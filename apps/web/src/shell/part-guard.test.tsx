// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { PartGuard } from './part-guard.tsx';

function Part({ fails }: { fails: boolean }): ReactNode {
  if (fails) throw new Error('could not be fetched');
  return 'the part';
}

function guarded(address: string, fails: boolean) {
  return (
    <PartGuard address={address} instead="what stands instead">
      <Part fails={fails} />
    </PartGuard>
  );
}

describe('PartGuard', () => {
  afterEach(cleanup);

  it('shows something else while a part fails, and the part again at another address', () => {
    const { rerender } = render(guarded('/library', true), { onCaughtError: () => {} });
    expect(screen.getByText('what stands instead')).toBeTruthy();
    rerender(guarded('/library', false));
    expect(screen.getByText('what stands instead'), 'the same address fails the same way').toBeTruthy();
    rerender(guarded('/', false));
    expect(screen.getByText('the part')).toBeTruthy();
  });
});
