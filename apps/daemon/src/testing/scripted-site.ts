import { ok } from '@videoexpress/job-schema';
import type { PublishingSite, PublishOutcome, PublishTask } from '@videoexpress/studio';

type Look = Awaited<ReturnType<PublishingSite['look']>>;

/** What a post came to that went out. */
export const published: PublishOutcome = {
  kind: 'published',
  remoteId: 'v1',
  url: 'https://www.youtube.com/watch?v=v1',
  visibility: 'private',
  scheduled: false,
  note: null,
};

/** A place to publish that does what a test says, and remembers how often it was asked. */
export class ScriptedSite implements PublishingSite {
  readonly service = 'youtube';
  readonly schedules = true;
  needsLink = false;
  readonly tasks: PublishTask[] = [];
  /** Called once for each time that it is asked to publish. */
  onPublish: (task: PublishTask, times: number) => Promise<PublishOutcome> = async () => published;
  onLook: () => Promise<Look> = async () =>
    ok({ live: true, visibility: 'public', url: 'https://www.youtube.com/watch?v=v1', error: null });
  withdrawals = 0;
  onWithdraw: () => Awaited<ReturnType<PublishingSite['withdraw']>> = () => 'withdrawn';

  preflight: PublishingSite['preflight'] = ({ title }) =>
    title.length > 100
      ? [{ level: 'fail', code: 'title_long', text: 'The title is too long.', field: 'title', fit: null }]
      : [];

  quota: PublishingSite['quota'] = async () => ok(null);

  async publish(task: PublishTask): Promise<PublishOutcome> {
    this.tasks.push(task);
    return this.onPublish(task, this.tasks.length);
  }

  async withdraw(): ReturnType<PublishingSite['withdraw']> {
    this.withdrawals += 1;
    return this.onWithdraw();
  }

  look(): Promise<Look> {
    return this.onLook();
  }
}

/** Waits until the task is to stop, as an upload does. */
export function untilAborted({ signal }: PublishTask): Promise<PublishOutcome> {
  return new Promise((resolve) => {
    const end = () => resolve({ kind: 'aborted' });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
