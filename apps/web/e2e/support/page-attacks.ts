/** What came of each try: whatever a page could read of the daemon, or `nothing`. */
export type Loot = Readonly<Record<string, string>>;

/**
 * Everything that a page can send without being asked, and every way it has of looking at what comes back. Runs inside
 * the page: it may use nothing from outside this function.
 *
 * @param target the origin of the daemon
 */
export async function attackFromPage(target: string): Promise<Loot> {
  const loot: Record<string, string> = {};
  const patienceMs = 4000;
  const limited = <T>(work: Promise<T>): Promise<T | 'silence'> =>
    Promise.race([work, new Promise<'silence'>((resolve) => setTimeout(() => resolve('silence'), patienceMs))]);
  const attempt = async (name: string, work: () => Promise<string>) => {
    loot[name] = await limited(work().catch(() => 'nothing'));
  };

  const paths = ['/api/v1/settings', '/api/v1/jobs', '/api/v1/assets', '/api/v1/openapi.json', '/healthz', '/'];
  const inits: Record<string, RequestInit> = {
    'a plain request': { credentials: 'include' },
    'one without an eye on its answer': { credentials: 'include', mode: 'no-cors' },
    'one with a token': { headers: { authorization: 'Bearer x' } },
    'one with our header': { credentials: 'include', headers: { 'x-videoexpress': '1' } },
  };
  const reads = paths.flatMap((path) =>
    Object.entries(inits).map(([how, init]) =>
      attempt(`${how}: ${path}`, async () => {
        const answer = await fetch(target + path, init);
        if (answer.type === 'opaque') return 'nothing';
        return `read ${answer.status} ${(await answer.text()).slice(0, 60)}`;
      }),
    ),
  );

  const job = JSON.stringify({ kind: 'text_to_video', input: { prompt: 'from another page' } });
  const form = new FormData();
  form.set('file', new Blob(['x']), 'x.png');
  const bodies: Record<string, BodyInit> = {
    text: new Blob([job], { type: 'text/plain' }),
    json: new Blob([job], { type: 'application/json' }),
    fields: new URLSearchParams({ a: job }),
    form,
  };
  const writes = Object.entries(bodies).flatMap(([what, body]) =>
    ['/api/v1/jobs', '/api/v1/queue/pause', '/api/v1/assets', '/api/v1/projects', '/api/v1/shutdown'].map((path) =>
      attempt(`a body of ${what}: ${path}`, async () => {
        navigator.sendBeacon(target + path, body);
        await fetch(target + path, { method: 'POST', body, mode: 'no-cors', credentials: 'include' }).catch(() => null);
        const answer = await fetch(target + path, { method: 'POST', body, credentials: 'include', keepalive: true });
        return `read ${answer.status}`;
      }),
    ),
  );

  const loads = (tag: 'img' | 'video' | 'script' | 'link' | 'object' | 'embed', path: string) =>
    attempt(`<${tag}>: ${path}`, () => {
      const element = document.createElement(tag);
      if (element instanceof HTMLLinkElement) element.rel = 'stylesheet';
      const at = tag === 'link' ? 'href' : tag === 'object' ? 'data' : 'src';
      element.setAttribute(at, `${target}${path}`);
      const told = new Promise<string>((resolve) => {
        for (const event of ['load', 'loadedmetadata', 'canplay'])
          element.addEventListener(event, () => resolve(tag === 'object' || tag === 'embed' ? 'nothing' : 'loaded'));
        element.addEventListener('error', () => resolve('nothing'));
      });
      document.body.append(element);
      return told;
    });
  const elements = (['img', 'video', 'script', 'link', 'object', 'embed'] as const).flatMap((tag) =>
    ['/icon.svg', '/api/v1/openapi.json'].map((path) => loads(tag, path)),
  );

  const frames = ['/', '/api/v1/jobs', '/healthz'].map((path) =>
    attempt(`<iframe>: ${path}`, () => {
      const frame = document.createElement('iframe');
      frame.src = target + path;
      const told = new Promise<string>((resolve) => {
        frame.addEventListener('load', () => {
          try {
            const text = frame.contentDocument?.body.textContent ?? '';
            resolve(text === '' ? 'nothing' : `read ${text.slice(0, 60)}`);
          } catch {
            resolve('nothing');
          }
        });
      });
      document.body.append(frame);
      return told;
    }),
  );

  const streams = [
    attempt('an event stream', () => {
      const source = new EventSource(`${target}/api/v1/events`, { withCredentials: true });
      return new Promise((resolve) => {
        source.addEventListener('open', () => resolve('open'));
        source.addEventListener('error', () => {
          source.close();
          resolve('nothing');
        });
      });
    }),
    attempt('a socket', () => {
      const socket = new WebSocket(`${target.replace('http', 'ws')}/api/v1/events`);
      return new Promise((resolve) => {
        socket.addEventListener('open', () => resolve('open'));
        socket.addEventListener('error', () => resolve('nothing'));
      });
    }),
    attempt('a shared worker of the daemon', async () => {
      const worker = new SharedWorker(`${target}/_next/static/x.js`);
      return new Promise((resolve) => worker.addEventListener('error', () => resolve('nothing')));
    }),
    attempt('a service worker over it', async () => {
      const registered = await navigator.serviceWorker.register('/worker.js', { scope: `${target}/` });
      return `registered ${registered.scope}`;
    }),
    attempt('a module', async () => {
      const address = `${target}/api/v1/openapi.json`;
      await import(/* webpackIgnore: true */ address);
      return 'loaded';
    }),
  ];

  const turns = [301, 302, 303, 307, 308].map((status) =>
    attempt(`a turn with ${status}`, async () => {
      const url = `/to?status=${status}&url=${encodeURIComponent(`${target}/api/v1/queue/pause`)}`;
      await fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => null);
      const answer = await fetch(url, { method: 'POST', credentials: 'include', headers: { 'x-videoexpress': '1' } });
      return `read ${answer.status}`;
    }),
  );
  await Promise.all([...reads, ...writes, ...elements, ...frames, ...streams, ...turns]);
  loot['its cookies'] = /videoexpress_\d+/.test(document.cookie) ? `read ${document.cookie}` : 'nothing';
  return loot;
}
