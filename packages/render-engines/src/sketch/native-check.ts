import type { Children, ChildTask } from '@videoexpress/host';
import type { ServiceHealth } from '@videoexpress/job-schema';

/** The child task that loads what drawing and encoding need, and does nothing with it. */
export const nativeCheckTaskName = 'sketch-native-check';
const checkLimitMs = 20_000;

/** Native code is loaded in a child: where it is missing, or built for another system, only the child is lost. */
export const nativeCheckTask: ChildTask = async () => {
  const [{ createCanvas }, { VideoEncoder }] = await Promise.all([
    import('@napi-rs/canvas'),
    import('@napi-rs/webcodecs'),
  ]);
  return { canvas: typeof createCanvas, encoder: typeof VideoEncoder };
};

export interface NativeCheck {
  /** What is known by now. The first call begins the check and does not wait for it. */
  read(): Pick<ServiceHealth, 'status' | 'detail' | 'fix'>;
}

/** Whether this machine can draw and encode at all. Looked at once: what is installed does not change while we run. */
export function createNativeCheck(children: Children, whenWell: string): NativeCheck {
  let problem: string | null = null;
  let begun = false;

  function begin(): void {
    begun = true;
    void children.start(nativeCheckTaskName, null, { timeoutMs: checkLimitMs }).ended.then((end) => {
      if (end.kind === 'failed') problem = end.message;
      if (end.kind === 'killed') problem = `loading it ended with ${end.signal}`;
    });
  }

  return {
    read() {
      if (!begun) begin();
      if (problem === null) return { status: 'ok', detail: whenWell, fix: null };
      const [reason = ''] = problem.split('\n');
      return {
        status: 'down',
        detail: `The drawing and video libraries for ${process.platform} ${process.arch} cannot be loaded: ${reason}`,
        fix: 'Run npm start again, which installs what is missing.',
      };
    },
  };
}
