'use client';

import { Component, type ReactNode } from 'react';
import { noteCrash } from '../crash-reports/page-crashes.ts';
import { Button } from '../parts/button.tsx';

interface PartGuardProps {
  /** What is shown; a change tries again. */
  readonly address: string;
  /** What stands in its place when it fails. */
  readonly instead: ReactNode;
  readonly children: ReactNode;
}

interface PartGuardState {
  readonly failedAt: string | null;
}

/**
 * Keeps the studio standing when a part of it cannot be shown: most likely it was to be fetched while the daemon was
 * away. What a person typed is stored and there again after a reload.
 */
export class PartGuard extends Component<PartGuardProps, PartGuardState> {
  override state: PartGuardState = { failedAt: null };

  static getDerivedStateFromProps({ address }: PartGuardProps, { failedAt }: PartGuardState): PartGuardState | null {
    return failedAt === null || failedAt === '' || failedAt === address ? null : { failedAt: null };
  }

  static getDerivedStateFromError(): PartGuardState {
    return { failedAt: '' };
  }

  override componentDidCatch(error: Error): void {
    noteCrash(error, 'A part of the page');
    this.setState({ failedAt: this.props.address });
  }

  override render(): ReactNode {
    return this.state.failedAt === null ? this.props.children : this.props.instead;
  }
}

/** What stands in the place of a tab that could not be shown. */
export function TabFailed() {
  return (
    <main className="grid flex-1 place-items-center bg-surface-0 p-6">
      <div className="grid max-w-96 justify-items-start gap-2">
        <h1 className="text-title font-semibold">This part of the studio could not be fetched</h1>
        <p className="text-read text-text-2">The daemon may have been away. Jobs go on; what you typed is kept.</p>
        <Button className="mt-2" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      </div>
    </main>
  );
}
