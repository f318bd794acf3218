import { err, ok, type Result } from '@videoexpress/job-schema';

const defaultHost = 'https://api.runpod.ai/v2';
const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Where an endpoint's job API is. */
export interface EndpointAddress {
  /** Without a slash at its end. */
  readonly base: string;
  readonly id: string;
}

/**
 * Reads what a person gave: an endpoint's id, or its address, also with a call at its end as the console shows it. Refused
 * with a sentence for the person. Plain `http:` leads to this machine only, since the key goes along with every call.
 */
export function readEndpointAddress(given: string): Result<EndpointAddress, string> {
  const text = given.trim();
  if (/^[A-Za-z0-9_-]{3,64}$/.test(text)) return ok({ base: `${defaultHost}/${text}`, id: text });
  if (!URL.canParse(text))
    return err('The endpoint is neither an id nor an address. It looks like https://api.runpod.ai/v2/abc123.');
  const url = new URL(text);
  const isLocal = loopbackHosts.includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) {
    return err('The address of the endpoint must begin with https://, as the key is sent to it.');
  }
  if (url.username !== '' || url.password !== '') {
    return err('The address of the endpoint must not hold a password. The key is set apart.');
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(run|runsync|health|status|cancel)$/, '');
  const id = path.split('/').at(-1) ?? '';
  if (id === '' || id === 'v2') {
    return err('The address names no endpoint. It looks like https://api.runpod.ai/v2/abc123.');
  }
  return ok({ base: `${url.origin}${path}`, id });
}

/** Whether this is RunPod itself, and no stand-in. */
export function isRunPodItself({ base }: EndpointAddress): boolean {
  return new URL(base).hostname === 'api.runpod.ai';
}

/**
 * The name of a render: its endpoint and the id that RunPod gave it, so that a render is followed where it was sent, also
 * after another endpoint was set.
 */
export function nameRender({ id }: EndpointAddress, runPodId: string): string {
  return `${id}/${runPodId}`;
}

/** Whether RunPod gave this name, and so knew the render once. One that was found by its result alone has none. */
export function isNamedByRunPod(remoteId: string): boolean {
  return remoteId.includes('/');
}

/** Where to ask about a render. One without an endpoint is of the present one. */
export function locateRender(
  remoteId: string,
  present: EndpointAddress,
): { readonly endpoint: EndpointAddress; readonly runPodId: string } {
  const [id, runPodId] = remoteId.split('/');
  if (id === undefined || runPodId === undefined) return { endpoint: present, runPodId: remoteId };
  if (id === present.id) return { endpoint: present, runPodId };
  return { endpoint: { id, base: `${present.base.slice(0, -present.id.length)}${id}` }, runPodId };
}
