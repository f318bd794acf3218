import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AttackedDaemon, startAttackedDaemon } from '../../testing/abuse/attacked-daemon.ts';
import { carelessness } from '../../testing/abuse/careful-answer.ts';
import { everyRoute } from '../../testing/abuse/every-route.ts';
import { stateOf } from '../../testing/abuse/studio-state.ts';
import { type Conversation, converse, request } from '../../testing/abuse/wire.ts';

let daemon: AttackedDaemon;
beforeAll(async () => {
  daemon = await startAttackedDaemon();
});
afterAll(() => daemon.end());

/** Asked on a connection of its own that is to be ended, so that everything it brings is its answer. */
async function askAlone(method: string, path: string, headers: readonly string[]): Promise<Conversation> {
  const bytes = request(`${method} ${path} HTTP/1.1`, [daemon.host, 'Connection: close', ...headers]);
  return converse(daemon.port, bytes, { forMs: 20_000 });
}

const callers = () => ({
  nobody: [],
  'the token': [daemon.bearer],
  'another site': ['Origin: http://evil.example'],
  'another site with the token': ['Origin: http://evil.example', daemon.bearer],
});

it.each(['HEAD', 'OPTIONS', 'CONNECT', 'get', 'post', 'delete'])(
  '%s does nothing on any route, fails on none, and HEAD has no body',
  { timeout: 60_000 },
  async (method) => {
    const before = stateOf(daemon);
    const wrong: string[] = [];
    for (const [caller, headers] of Object.entries(callers())) {
      const paths = [...new Set(everyRoute.map(({ path }) => path))];
      const said = await Promise.all(paths.map((path) => askAlone(method, path, headers)));
      for (const [index, { answers, text, closed }] of said.entries()) {
        const [answer] = answers;
        const what = `${method} ${paths[index]} by ${caller}: ${answer?.status}`;
        const body = text.slice(text.indexOf('\r\n\r\n') + 4);
        if (!closed) wrong.push(`${what}, not ended`);
        if (method === 'CONNECT') {
          // Node hands no tunnel to a server that asks for none: it hangs up.
          if (text !== '') wrong.push(`${what}, said ${text.slice(0, 40)}`);
          continue;
        }
        if (answer === undefined || answer.status >= 500) wrong.push(what);
        else wrong.push(...carelessness(answer).map((each) => `${what}, ${each}`));
        if (method === 'HEAD' && body !== '') wrong.push(`${what}, with a body of ${body.length}`);
        const isOpen = method === 'HEAD' && (answer?.status ?? 0) < 300;
        if (!isOpen && (answer?.status ?? 0) < 400) wrong.push(`${what}, let in`);
        if (caller.startsWith('another site') && !isOpen && ![400, 403].includes(answer?.status ?? 0))
          wrong.push(`${what}, not refused for its origin`);
      }
    }
    expect(wrong).toEqual([]);
    expect(stateOf(daemon)).toBe(before);
    expect(await daemon.answers()).toBe(true);
  },
);
