import type { JobId } from '@videoexpress/job-schema';
import { useQueryClient } from '@tanstack/react-query';
import { showToast } from '../toasts/toast-store.ts';
import type * as BulkActions from './bulk-actions.ts';

/** What does it is fetched when it is first asked for. */
function withActions(act: (actions: typeof BulkActions) => Promise<void>): void {
  const say = () => showToast({ tone: 'negative', text: 'Nothing was changed: the studio does not answer.' });
  void import('./bulk-actions.ts').then(act, say);
}

/** What is done to many jobs at once. Each is read from the list at the moment it is asked for. */
export function useBulkActions() {
  const client = useQueryClient();
  return {
    cancelAllBut: (id: JobId) => withActions((actions) => actions.cancelAllBut(client, id)),
    cancelWaiting: () => withActions((actions) => actions.cancelWaiting(client)),
    retryFailed: () => withActions((actions) => actions.retryFailed(client)),
  };
}
