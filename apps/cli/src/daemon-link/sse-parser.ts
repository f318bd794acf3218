/** One event of a server-sent event stream. */
export interface ServerSentEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/**
 * Takes a stream's text apart, in whatever pieces it comes. See "Parsing an event stream" in the HTML standard; a
 * carriage return as the only line end, which no server of ours writes, is not understood.
 */
export function createSseParser(): (text: string) => ServerSentEvent[] {
  let rest = '';
  let id: string | null = null;
  let event = '';
  let data: string[] = [];

  function takeLine(line: string, events: ServerSentEvent[]): void {
    if (line === '') {
      if (data.length > 0) events.push({ id, event: event === '' ? 'message' : event, data: data.join('\n') });
      event = '';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') id = value;
    else if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }

  return (text) => {
    const events: ServerSentEvent[] = [];
    rest += text;
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      takeLine(rest.slice(0, end).replace(/\r$/, ''), events);
      rest = rest.slice(end + 1);
    }
    return events;
  };
}
