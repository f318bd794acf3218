import { setWarden } from './child-warden.ts';
import { type MessageToParent, messageToChildSchema } from './child-message.ts';

export type ChildTaskContext = {
  /** Tells the parent how far the task is. Any value that the structured clone algorithm can copy. */
  readonly reportProgress: (progress: unknown) => void;
};

/** Work that runs in a child process. What it returns, or throws, goes to the parent. It must parse its own input. */
export type ChildTask = (input: unknown, context: ChildTaskContext) => Promise<unknown>;

/**
 * The child's side of `startChild`: waits for the input, runs the named task, sends its end and leaves the process.
 * The process also leaves, at once, when its parent does, so that no orphan stays.
 */
export function serveChildTask(tasks: Readonly<Record<string, ChildTask>>, taskName: string): void {
  // On a terminal these reach the whole process group; the parent decides what they mean and ends its children itself.
  process.on('SIGINT', () => {});
  process.on('SIGHUP', () => {});
  if (process.send === undefined) {
    process.stderr.write('This command is for the program itself: it works only as a child process.\n');
    process.exitCode = 2;
    return;
  }
  setWarden();
  // SIGKILL and not exit: exit waits for native code, and nobody is left to wait for.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.once('message', (raw) => {
    void run(tasks, taskName, raw).then(sendAndLeave);
  });
}

async function run(
  tasks: Readonly<Record<string, ChildTask>>,
  taskName: string,
  raw: unknown,
): Promise<MessageToParent> {
  const task = Object.hasOwn(tasks, taskName) ? tasks[taskName] : undefined;
  if (task === undefined) return { type: 'failed', message: `There is no child task "${taskName}".`, code: 'no_task' };
  const start = messageToChildSchema.safeParse(raw);
  if (!start.success) return { type: 'failed', message: 'The first message is not a start.', code: 'bad_message' };
  try {
    const result = await task(start.data.input, { reportProgress: (progress) => send({ type: 'progress', progress }) });
    return { type: 'done', result };
  } catch (thrown) {
    return failureOf(thrown);
  }
}

function failureOf(thrown: unknown): MessageToParent {
  if (!(thrown instanceof Error)) return { type: 'failed', message: String(thrown) };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  const bug = isBug(thrown) ? { bug: { name: thrown.name, stack: thrown.stack ?? '' } } : {};
  return { type: 'failed', message: thrown.message, ...(code === undefined ? {} : { code }), ...bug };
}

/** What JavaScript throws by itself; tasks throw their own for what can be expected. */
function isBug(thrown: Error): boolean {
  return thrown instanceof TypeError || thrown instanceof ReferenceError || thrown instanceof RangeError;
}

function send(message: MessageToParent, sent?: () => void): void {
  process.send?.(message, undefined, undefined, sent);
}

function sendAndLeave(message: MessageToParent): void {
  send(message, () => process.exit(0));
}
