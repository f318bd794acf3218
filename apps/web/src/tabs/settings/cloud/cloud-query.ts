import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Cloud } from '@videoexpress/job-schema';
import { call } from '../../../api/client.ts';
import { channelKeys } from '../../../live/channel-keys.ts';

const cloudQuery = queryOptions({
  queryKey: channelKeys.cloud,
  queryFn: async ({ signal }): Promise<Cloud> => (await call('getCloud', { signal })).body,
  refetchOnMount: 'always',
});

/** How the copy stands; undefined until it was read. */
export function useCloud(): Cloud | undefined {
  return useQuery(cloudQuery).data;
}

/** Shows what the daemon has just answered. */
export function useShowCloud(): (cloud: Cloud) => void {
  const client = useQueryClient();
  return (cloud) => client.setQueryData(cloudQuery.queryKey, cloud);
}

/** What another machine made last, read when it is looked at. */
export function elsewhereQuery(machine: string) {
  return queryOptions({
    queryKey: [...channelKeys.cloud, 'elsewhere', machine],
    queryFn: async ({ signal }) => (await call('cloudElsewhere', { query: { machine }, signal })).body,
    staleTime: 60_000,
    retry: false,
  });
}
