import { describe, expect, it } from 'vitest';
import { readDsn } from './dsn.ts';

describe('a DSN', () => {
  it.each([
    ['https://abc123@o1.ingest.us.sentry.io/42', 'https://o1.ingest.us.sentry.io/api/42/envelope/'],
    ['https://abc@sentry.example.org/sentry/7', 'https://sentry.example.org/sentry/api/7/envelope/'],
    ['http://abc@127.0.0.1:9000/1', 'http://127.0.0.1:9000/api/1/envelope/'],
    ['http://abc@192.168.1.4/1', 'http://192.168.1.4/api/1/envelope/'],
  ])('%s', (dsn, ingestUrl) => {
    expect(readDsn(dsn)).toMatchObject({ ingestUrl });
  });

  it.each([
    ['not-a-dsn', /^Must be a DSN/],
    ['http://abc@sentry.example.org/1', /^Must begin with https/],
    ['ftp://abc@sentry.example.org/1', /^Must begin with https/],
    ['https://o1.ingest.sentry.io/42', /public key/],
    ['https://abc:secret@o1.ingest.sentry.io/42', /public key alone/],
    ['https://abc@o1.ingest.sentry.io/', /number of the project/],
    ['https://abc@o1.ingest.sentry.io/42?x=1', /number of the project/],
  ])('%s is none, and says why without repeating it', (dsn, why) => {
    const read = readDsn(dsn);
    expect(read).toMatch(why);
    expect(read).not.toContain('secret@');
  });
});
