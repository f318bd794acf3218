import { empty, refuse, written } from '../answer/reply.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { Handlers } from './handler.ts';

/** The event stream. `Last-Event-ID` wins over `after`: a browser that comes back repeats its first address. */
export function eventHandlers(hub: EventHub): Pick<Handlers, 'streamEvents'> {
  return {
    streamEvents: async ({ headers, query, credential, request, response }) => {
      const last = headers['last-event-id'] ?? '';
      if (!/^\d{0,15}$/.test(last)) {
        const errors = [{ path: 'Last-Event-ID', message: 'Must be the id of an event.' }];
        return refuse({ code: 'invalid_input', detail: 'Last-Event-ID: Must be the id of an event.', errors });
      }
      if (request.method === 'HEAD') return empty(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      const after = last === '' ? (query.after ?? null) : Number(last);
      const sessionHash = credential?.kind === 'session' ? credential.idHash : null;
      const opened = await hub.open(response, { after, sessionHash });
      return opened.ok ? written : refuse(opened.error);
    },
  };
}
