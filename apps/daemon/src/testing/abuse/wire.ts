import { connect } from 'node:net';

/** One answer, as it stood on the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case; values of one that came twice are joined by a line break, so that it shows. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What a connection came to. */
export interface Conversation {
  readonly answers: readonly WireAnswer[];
  /** Everything that came, byte for byte, as latin1. */
  readonly text: string;
  /** Whether the daemon ended it, rather than our patience. */
  readonly closed: boolean;
  readonly afterMs: number;
  readonly bytesSent: number;
}

interface ConverseOptions {
  /** How long to listen. Left out: until as many answers as requests were sent, at most 5 s. */
  readonly forMs?: number;
  /** Ends sooner: when so many answers are complete. */
  readonly answers?: number;
  /** Sent over and over, as fast as it is taken, or every so many milliseconds. */
  readonly endless?: { readonly chunk: string; readonly everyMs?: number };
  /** Sent once the first bytes of an answer are there. */
  readonly afterwards?: string;
}

/** Sends exactly these bytes (latin1) and listens. Nothing is normalised, nothing is repeated. */
export function converse(port: number, text: string, options: ConverseOptions = {}): Promise<Conversation> {
  const { forMs = 5000, answers = options.forMs === undefined ? 1 : Number.POSITIVE_INFINITY, endless } = options;
  return new Promise((resolve) => {
    const beganAt = performance.now();
    let received = '';
    let bytesSent = 0;
    let { afterwards } = options;
    const socket = connect(port, '127.0.0.1');
    const send = (piece: string): boolean => {
      bytesSent += piece.length;
      return socket.write(piece, 'latin1');
    };
    const pump = () => {
      if (endless === undefined || socket.destroyed) return;
      if (send(endless.chunk) || endless.everyMs !== undefined) setTimeout(pump, endless.everyMs ?? 0);
      else socket.once('drain', pump);
    };
    const finish = (closed: boolean) => {
      clearTimeout(patience);
      socket.destroy();
      const afterMs = performance.now() - beganAt;
      resolve({ answers: parseAnswers(received), text: received, closed, afterMs, bytesSent });
    };
    const patience = setTimeout(() => finish(false), forMs);
    socket.once('connect', () => {
      send(text);
      pump();
    });
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      if (afterwards !== undefined) {
        send(afterwards);
        afterwards = undefined;
      } else if (
        Number.isFinite(answers) &&
        parseAnswers(received).filter((each) => isWhole(each, text)).length >= answers
      )
        finish(false);
    });
    // A reset is an end as well; `close` follows.
    socket.on('error', () => undefined);
    socket.once('close', () => finish(true));
  });
}

/**
 * Sends requests one behind the other on as few connections as the daemon leaves open; the answers come in the order of
 * the requests. One that was not answered is undefined.
 */
export async function askAll(port: number, requests: readonly string[]): Promise<readonly (WireAnswer | undefined)[]> {
  const perConnection = 40;
  const said: (WireAnswer | undefined)[] = [];
  while (said.length < requests.length) {
    const some = requests.slice(said.length, said.length + perConnection);
    const { answers } = await converse(port, some.join(''), { answers: some.length, forMs: 20_000 });
    // Behind an answer that ended the connection the rest is asked anew.
    if (answers.length === 0) said.push(undefined);
    else said.push(...answers.slice(0, some.length));
  }
  return said;
}

/** The bytes of one request. */
export function request(line: string, headers: readonly string[], body = ''): string {
  return `${[line, ...headers].join('\r\n')}\r\n\r\n${body}`;
}

/** A body with its length before it. */
export function withBody(line: string, headers: readonly string[], contentType: string, body: string): string {
  const length = Buffer.byteLength(body, 'latin1');
  return request(line, [...headers, `Content-Type: ${contentType}`, `Content-Length: ${length}`], body);
}

/** As text in UTF-8 stands on a wire that is written as latin1. */
export function asWire(text: string | Uint8Array): string {
  return Buffer.from(text).toString('latin1');
}

/** One chunk of a chunked body. */
export function chunk(content: string): string {
  return `${content.length.toString(16)}\r\n${content}\r\n`;
}

function isWhole(answer: WireAnswer, asked: string): boolean {
  if (asked.startsWith('HEAD ') || answer.status === 204 || answer.status === 304) return true;
  const length = answer.headers.get('content-length');
  return length !== undefined && answer.body.length >= Number(length);
}

/** Takes answers apart that came one after another. One without a length goes on to the end. */
function parseAnswers(text: string): readonly WireAnswer[] {
  const answers: WireAnswer[] = [];
  let rest = text;
  while (rest.startsWith('HTTP/1.1 ')) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) break;
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = new Map<string, string>();
    for (const line of lines) {
      const at = line.indexOf(':');
      const name = line.slice(0, at).toLowerCase();
      const value = line.slice(at + 1).trim();
      const before = headers.get(name);
      headers.set(name, before === undefined ? value : `${before}\n${value}`);
    }
    const status = Number(statusLine.split(' ')[1]);
    const length = status === 204 || status === 304 ? 0 : Number(headers.get('content-length') ?? Number.NaN);
    const from = end + 4;
    const body = Number.isNaN(length) ? rest.slice(from) : rest.slice(from, from + length);
    // 100 Continue is no answer yet.
    if (status !== 100) answers.push({ status, headers, body });
    rest = rest.slice(from + (status === 100 ? 0 : body.length));
  }
  return answers;
}
