import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

const measureEveryMs = 1000;
/** Folders that are not measured by then are too large to be. */
const mostLooks = 20;

const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: async ({ signal }) => (await call('getAbout', { signal })).body,
  staleTime: 30_000,
});

/** What the studio is made of. Asked again while its folders are being measured. */
export function useAbout() {
  return useQuery({
    ...aboutQuery,
    refetchInterval: ({ state }) => {
      const isMeasuring = state.data?.folders.some((folder) => folder.bytes === null) ?? false;
      return isMeasuring && state.dataUpdateCount < mostLooks ? measureEveryMs : false;
    },
  }).data;
}
