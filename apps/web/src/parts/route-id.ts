import { usePathname } from 'next/navigation';
import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * The id at the end of the address, as in `/jobs/<id>`; null while the page is not hydrated, and where the address has
 * none. The export answers every id with one page, so only the browser's own address knows it.
 */
export function useRouteId(folder: 'jobs' | 'assets'): string | null {
  const pathname = usePathname();
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const prefix = `/${folder}/`;
  if (!isHydrated || !pathname.startsWith(prefix)) return null;
  const id = pathname.slice(prefix.length).replace(/\/$/, '');
  return id === '' || id === '_' ? null : decodeURIComponent(id);
}
