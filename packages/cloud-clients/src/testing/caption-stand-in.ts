import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';

/** An answer of a provider: its status, its headers beside the content type, and its body. */
export interface StoodInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A request as it came in. */
export interface StoodInRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed; null where there was none. */
  readonly body: unknown;
}

export interface CaptionStandIn {
  /** For OPENAI_BASE_URL. */
  readonly openai: string;
  /** For GEMINI_BASE_URL. */
  readonly gemini: string;
  readonly requests: readonly StoodInRequest[];
  /** What the next requests are answered with, in this order; after them each is answered with a caption. */
  answerNext(...answers: (StoodInAnswer | 'never' | 'hang up')[]): void;
  close(): Promise<void>;
}

/** What both write where nothing else is ordered. */
export const stoodInCaptions = {
  youtube: {
    title: 'A red fox crosses the snow',
    description: 'A fox walks through fresh snow at dusk. Nothing else moves.',
    tags: ['red fox', 'snow', 'winter'],
    hashtags: ['fox', 'winter'],
  },
  instagram: { caption: 'Snow, dusk, one fox.', hashtags: ['fox', 'snow'] },
};

/**
 * OpenAI and Gemini as far as captions need them, on loopback: the two calls of each, in the shapes of their contracts, and
 * every fault on order.
 */
export async function startCaptionStandIn(): Promise<CaptionStandIn> {
  const requests: StoodInRequest[] = [];
  const ordered: (StoodInAnswer | 'never' | 'hang up')[] = [];
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers, body: body === '' ? null : JSON.parse(body) });
    const next = ordered.shift() ?? usualAnswer(path);
    if (next === 'never') return;
    if (next === 'hang up') {
      request.socket.destroy();
      return;
    }
    response.writeHead(next.status, { 'content-type': 'application/json', ...next.headers });
    response.end(typeof next.body === 'string' ? next.body : JSON.stringify(next.body));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    openai: `${origin}/v1`,
    gemini: origin,
    requests,
    answerNext: (...answers) => void ordered.push(...answers),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function usualAnswer(path: string): StoodInAnswer {
  if (path.startsWith('/v1beta/models?') || path === '/v1beta/models') {
    const models = ['gemini-flash-latest', 'gemini-3.8-flash'].map((name) => ({ name: `models/${name}` }));
    return { status: 200, body: { models } };
  }
  if (path === '/v1/models') {
    const data = ['gpt-5.4-mini', 'gpt-6-sol'].map((id) => ({ id, object: 'model', created: 1, owned_by: 'openai' }));
    return { status: 200, body: { object: 'list', data } };
  }
  const written = JSON.stringify(stoodInCaptions);
  return path.startsWith('/v1beta/') ? geminiAnswer(written) : openaiAnswer(written);
}

/** What OpenAI answers where its model wrote this text, after it thought. */
export function openaiAnswer(text: string): StoodInAnswer {
  const content = [{ type: 'output_text', text, annotations: [] }];
  return openaiOutput('completed', [{ type: 'message', role: 'assistant', content }]);
}

/** What OpenAI answers where its model would not. */
export function openaiRefusal(): StoodInAnswer {
  const content = [{ type: 'refusal', refusal: 'I cannot help with that.' }];
  return openaiOutput('completed', [{ type: 'message', role: 'assistant', content }]);
}

/** What OpenAI answers where it stopped before the end. */
export function openaiIncomplete(reason: 'max_output_tokens' | 'content_filter'): StoodInAnswer {
  return openaiOutput('incomplete', [], { incomplete_details: { reason } });
}

function openaiOutput(status: string, output: readonly unknown[], more: object = {}): StoodInAnswer {
  const thought = { type: 'reasoning', id: 'rs_1', summary: [] };
  const usage = { input_tokens: 300, output_tokens: 120, total_tokens: 420 };
  return {
    status: 200,
    body: { id: 'resp_1', object: 'response', status, error: null, output: [thought, ...output], usage, ...more },
  };
}

export function openaiError(status: number, code: string, message: string, headers = {}): StoodInAnswer {
  return { status, headers, body: { error: { message, type: 'error', param: null, code } } };
}

/** What Gemini answers where its model wrote this text, in two parts, after it thought. */
export function geminiAnswer(text: string): StoodInAnswer {
  const half = text.length >> 1;
  const parts = [{ text: 'Hm.', thought: true }, { text: text.slice(0, half) }, { text: text.slice(half) }];
  return { status: 200, body: { candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }] } };
}

/** What Gemini answers where it stopped the model, or where it did not even let it begin. */
export function geminiBlocked(how: 'prompt' | 'answer'): StoodInAnswer {
  const body =
    how === 'prompt'
      ? { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }
      : { candidates: [{ finishReason: 'SAFETY', index: 0 }] };
  return { status: 200, body };
}

export function geminiError(code: number, status: string, details: readonly object[] = []): StoodInAnswer {
  return { status: code, body: { error: { code, message: 'In words that quote things.', status, details } } };
}
