import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import withoutRequestSchemas from '../../apps/web/build-steps/without-request-schemas.mjs';

const routesFolder = new URL('../../packages/job-schema/src/routes/', import.meta.url);

describe('the build step for routes', () => {
  it.each(readdirSync(routesFolder).filter((name) => name.endsWith('-routes.ts')))('leaves %s its answers', (name) => {
    const source = readFileSync(new URL(name, routesFolder), 'utf8');
    const without = withoutRequestSchemas(source);
    const count = (text: string, part: RegExp) => text.match(part)?.length ?? 0;
    for (const kept of [/\bmethod: '/g, /\bpath: '/g, /\bresponse: /g]) {
      expect(count(without, kept)).toBe(count(source, kept));
    }
    expect(without).not.toMatch(/^\s+(params|query|headers|body|problems):/m);
    for (const [open, close] of ['()', '{}', '[]']) {
      expect(without.split(open ?? '').length).toBe(without.split(close ?? '').length);
    }
  });

  it('leaves other modules as they are, but for the marks', () => {
    expect(withoutRequestSchemas('const a = z.object({ body: z.string() });')).toBe(
      'const a = /*#__PURE__*/z.object({ body: /*#__PURE__*/z.string() });',
    );
  });
});
