import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Secret, SecretList } from '@videoexpress/job-schema';
import { call } from '../../../api/client.ts';
import { secretsKey } from '../../../settings/secrets-key.ts';

/** Every secret, set or not. Read when the page comes up, and afresh after each change, wherever it was made. */
export const secretsQuery = queryOptions({
  queryKey: secretsKey,
  queryFn: async ({ signal }): Promise<SecretList> => (await call('listSecrets', { signal })).body,
});

/** Shows one as the daemon has just answered it. */
export function showSecret(client: QueryClient, changed: Secret): void {
  client.setQueryData(
    secretsQuery.queryKey,
    (known) => known && { ...known, items: known.items.map((each) => (each.name === changed.name ? changed : each)) },
  );
}
