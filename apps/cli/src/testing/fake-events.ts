import type { IncomingMessage, ServerResponse } from 'node:http';

/** The event streams of the fake daemon, with everything that was ever told. */
export function createFakeEvents() {
  const events: { readonly id: number; readonly text: string }[] = [];
  const open = new Set<ServerResponse>();
  const starts: number[] = [];
  return {
    /** After which event each stream began. */
    starts,
    open,
    lastId: () => events.length,
    tell(topic: string, payload: unknown): void {
      const id = events.length + 1;
      const text = `event: ${topic}\nid: ${id}\ndata: ${JSON.stringify(payload)}\n\n`;
      events.push({ id, text });
      for (const stream of open) stream.write(text);
    },
    serve(request: IncomingMessage, response: ServerResponse): void {
      const after = Number(request.headers['last-event-id'] ?? events.length);
      starts.push(after);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const missed = events.filter(({ id }) => id > after).map(({ text }) => text);
      response.write(`id: ${after}\n\n${missed.join('')}`);
      open.add(response);
      response.once('close', () => open.delete(response));
    },
    /** Cuts them, as a broken network does. */
    drop(): void {
      for (const response of open) response.destroy();
    },
  };
}
