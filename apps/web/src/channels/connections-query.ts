import { queryOptions } from '@tanstack/react-query';
import type { ConnectionList } from '@videoexpress/job-schema';
import { call } from '../api/client.ts';
import { channelKeys } from '../live/channel-keys.ts';

/** Connected accounts, and the services with what they need. Read afresh after each change, wherever it was made. */
export const connectionsQuery = queryOptions({
  queryKey: channelKeys.connection,
  queryFn: async ({ signal }): Promise<ConnectionList> => (await call('listConnections', { signal })).body,
});
