import { isLoopbackAddress, listenAddressText, parseListenAddress } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { type Failure, usageFailure } from '../failure.ts';

/** How a worker comes in: where the listener is, and what it shows there. */
export interface WorkerWay {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly token: string;
  /** Whether the listener has to be told where the worker finds it, as behind a proxy. */
  readonly saysBase: boolean;
}

export const isSameWay = (one: WorkerWay, other: WorkerWay): boolean =>
  one.baseUrl === other.baseUrl && one.token === other.token;

/** Where a program of this machine finds a listener that listens there. */
export function addressFromHere(listens: string): string | null {
  const address = parseListenAddress(listens);
  if (address === null) return null;
  const host = address.host === '0.0.0.0' ? '127.0.0.1' : address.host === '::' ? '::1' : address.host;
  return `http://${listenAddressText({ host, port: address.port })}`;
}

/** Reads `--url`: http or https, host, port, and a path where a proxy has one. */
export function readWorkerUrl(text: string): Result<string, Failure> {
  const way = 'Give the address of the listener, such as http://127.0.0.1:8124 or https://studio.example.com.';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return err(usageFailure(`--url is "${text}".`, way));
  if (url.username !== '' || url.password !== '')
    // Not repeated: it may be the token.
    return err(usageFailure('--url has a name or a password in it.', `The token is asked for. ${way}`));
  if (url.search !== '' || url.hash !== '')
    return err(usageFailure(`--url is "${text}", with more than an address.`, way));
  return ok(url.href.replace(/\/+$/, ''));
}

/** Whether what passes there can be read on the way. */
export function isReadableOnTheWay(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'http:' && host !== 'localhost' && !isLoopbackAddress({ host });
}
