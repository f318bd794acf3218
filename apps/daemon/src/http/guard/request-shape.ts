import type { GuardRule } from './guard-rule.ts';

/** Printable ASCII but for `#` and `\`, which no client sends in a target and parsers read differently. */
const originForm = /^\/[\x21-\x22\x24-\x5b\x5d-\x7e]*$/;

function decodes(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

/** One HTTP/1.1 request with one Host and a plain path: what is read differently by different programs is refused. */
export const requestShape: GuardRule = ({ httpVersion, hosts, target, path }) => {
  const refuse = (detail: string) => ({ code: 'invalid_request', detail }) as const;
  if (httpVersion !== '1.1') return refuse('Use HTTP/1.1.');
  if (hosts.length !== 1) return refuse(`Send one Host header; this request has ${hosts.length}.`);
  if (!originForm.test(target)) return refuse('The request target must be a path that begins with /.');
  if (!decodes(path)) return refuse('The percent-encoding of the path is broken.');
  return null;
};
