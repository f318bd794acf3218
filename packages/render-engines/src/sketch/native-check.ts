import { type Children, nativeCheckTaskName, type RunningChild } from '@videoexpress/host';
import type { ServiceHealth } from '@videoexpress/job-schema';
import { loadingProblem, reinstall } from './missing-libraries.ts';

const checkLimitMs = 20_000;

export interface NativeCheck {
  /** What is known by now. The first call begins the check and does not wait for it. */
  read(): Pick<ServiceHealth, 'status' | 'detail' | 'fix'>;
  /** Ends a check that is still going on. */
  close(): Promise<void>;
}

/** Whether this machine can draw and encode at all. Looked at once: what is installed does not change while we run. */
export function createNativeCheck(children: Children, whenWell: string): NativeCheck {
  let problem: string | null = null;
  let child: RunningChild | null = null;

  function begin(): void {
    child = children.start(nativeCheckTaskName, null, { timeoutMs: checkLimitMs });
    void child.ended.then((end) => {
      if (end.kind === 'failed') problem = end.message;
      if (end.kind === 'killed') problem = `loading it ended with ${end.signal}`;
    });
  }

  return {
    read() {
      if (child === null) begin();
      if (problem === null) return { status: 'ok', detail: whenWell, fix: null };
      return {
        status: 'down',
        detail: `The drawing and video libraries for ${process.platform} ${process.arch} cannot be loaded: ${loadingProblem(problem)}`,
        fix: reinstall,
      };
    },
    async close() {
      child?.abort();
      await child?.ended;
    },
  };
}
