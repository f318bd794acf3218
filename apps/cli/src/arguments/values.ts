import { err, ok, type Result } from '@videoexpress/job-schema';
import { usageFailure, type Failure } from '../failure.ts';

/** A port number, 1 to 65535. */
export function parsePort(text: string): Result<number, Failure> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return ok(port);
  return err(usageFailure(`--port is "${text}". Give a whole number from 1 to 65535.`));
}

const secondsByUnit: Readonly<Record<string, number>> = { ms: 0.001, s: 1, '': 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** A length of time such as `5s`, `1500ms`, `2m`, `1h` or `5` (seconds), in seconds. */
export function parseSeconds(option: string, text: string): Result<number, Failure> {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = secondsByUnit[(match?.[2] ?? '').toLowerCase()];
  const seconds = Number(match?.[1]) * (unit ?? Number.NaN);
  if (match !== null && Number.isFinite(seconds) && seconds > 0) return ok(seconds);
  return err(usageFailure(`--${option} is "${text}". Give a length of time such as 5s, 1500ms or 2m.`));
}

/** A picture size such as `832x480`, in pixels. */
export function parseSize(text: string): Result<{ readonly width: number; readonly height: number }, Failure> {
  const match = /^(\d{1,6})\s*[x×*]\s*(\d{1,6})$/i.exec(text.trim());
  if (match !== null) return ok({ width: Number(match[1]), height: Number(match[2]) });
  return err(usageFailure(`--size is "${text}". Give width and height in pixels, such as 832x480.`));
}

/** A whole number that is not negative, as written. Its upper limit is the daemon's to judge. */
export function parseWholeNumber(option: string, text: string): Result<number, Failure> {
  if (/^\d{1,15}$/.test(text)) return ok(Number(text));
  return err(usageFailure(`--${option} is "${text}". Give a whole number, 0 or more.`));
}

/** `key=value` as two. The value may hold further equals signs. */
export function parseAssignment(text: string): Result<{ readonly key: string; readonly value: string }, Failure> {
  const match = /^([A-Za-z][A-Za-z0-9_]*)=(.*)$/s.exec(text);
  if (match?.[1] !== undefined && match[2] !== undefined) return ok({ key: match[1], value: match[2] });
  return err(usageFailure(`--set is "${text}". Give a name and a value, such as --set fps=24.`));
}
