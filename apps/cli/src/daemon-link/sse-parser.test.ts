import { describe, expect, it } from 'vitest';
import { createSseParser } from './sse-parser.ts';

const text =
  ': hello\nretry: 1000\nid: 7\n\nevent: job\nid: 8\ndata: {"a":1}\n\ndata:x\ndata: y\r\n\r\nevent: reset\n\n';

describe('the event stream as text', () => {
  const expected = [
    { id: '8', event: 'job', data: '{"a":1}' },
    { id: '8', event: 'message', data: 'x\ny' },
  ];

  it('is taken apart', () => {
    expect(createSseParser()(text)).toEqual(expected);
  });

  it('is the same in pieces of any size', () => {
    for (const size of [1, 2, 3, 7, 50]) {
      const parse = createSseParser();
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(pieces.flatMap((piece) => parse(piece))).toEqual(expected);
    }
  });

  it('gives nothing for an event that is not finished', () => {
    expect(createSseParser()('event: job\ndata: {}\n')).toEqual([]);
  });
});
