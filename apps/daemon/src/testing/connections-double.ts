import { err } from '@videoexpress/job-schema';
import type { Connections } from '@videoexpress/studio';

/** Connections of a studio where nobody is connected and nothing is set up. */
export function connectionsDouble(touch: () => void): Connections {
  const refused = { code: 'invalid_state', detail: 'A login needs GOOGLE_CLIENT_ID first.' } as const;
  const notFound = { code: 'not_found', detail: 'There is no account with this id.' } as const;
  const after = async <T>(answer: T): Promise<T> => {
    touch();
    return answer;
  };
  return {
    login: {
      begin: () => after(err(refused)),
      finish: () => after(err(refused)),
      paste: () => after(err(refused)),
    },
    list: () => after({ items: [], services: [], nextCursor: null }),
    check: () => after(err(notFound)),
    remove: () => after(err(notFound)),
  };
}
