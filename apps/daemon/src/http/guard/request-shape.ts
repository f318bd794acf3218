import type { HttpProblem } from '../problems.ts';
import type { GuardRule } from './guard-rule.ts';
import { headerText } from './request-facts.ts';

/** What a target that is no path is told. */
export const notAPath: HttpProblem = {
  code: 'invalid_request',
  detail: 'The request target must be a path that begins with /.',
};

/** Printable ASCII but for `#` and `\`, which no client sends in a target and parsers read differently. */
const originForm = /^\/[\x21-\x22\x24-\x5b\x5d-\x7e]*$/;

function decodes(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

function isOnly(given: string | undefined, allowed: string): boolean {
  return given === undefined || given.toLowerCase() === allowed;
}

/** One HTTP/1.1 request with one Host and a plain path: what is read differently by different programs is refused. */
export const requestShape: GuardRule = ({ httpVersion, hosts, repeated, target, path, headers }) => {
  const refuse = (detail: string) => ({ code: 'invalid_request', detail }) as const;
  if (httpVersion !== '1.1') return refuse('Use HTTP/1.1.');
  if (hosts.length !== 1) return refuse(`Send one Host header; this request has ${hosts.length}.`);
  if (repeated.length > 0) return refuse(`Send ${repeated.join(' and ')} once.`);
  if (!isOnly(headerText(headers, 'transfer-encoding'), 'chunked'))
    return refuse('Send the body as it is, or chunked.');
  if (!isOnly(headerText(headers, 'expect'), '100-continue'))
    return refuse('Nothing but 100-continue can be expected.');
  if (!originForm.test(target)) return notAPath;
  if (!decodes(path)) return refuse('The percent-encoding of the path is broken.');
  return null;
};
