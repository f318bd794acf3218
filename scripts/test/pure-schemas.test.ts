import { describe, expect, it } from 'vitest';
import withPureSchemas from '../../apps/web/build-steps/with-pure-schemas.mjs';

describe('the build step for schemas', () => {
  it('marks a chain of calls over several lines as a whole', () => {
    const source = [
      'export const a = z',
      '  .object({',
      '    b: z.string(),',
      '  })',
      "  .meta({ id: 'A' });",
      '',
    ].join('\n');
    const made = ['z', '  .object({', '    b: z.string(),', '  })', "  .meta({ id: 'A' })"].join('\n');
    expect(withPureSchemas(source)).toBe(`export const a = /* @__PURE__ */ (() => ${made})();\n`);
  });

  it('goes on behind statements within a schema', () => {
    const lines = [
      'z.string().refine((text) => {',
      "  const parts = text.split(',');",
      '  return parts.length > 1;',
      '})',
    ];
    const made = lines.join('\n');
    expect(withPureSchemas(`export const a = ${made};\nconst b = 1;`)).toBe(
      `export const a = /* @__PURE__ */ (() => ${made})();\nconst b = 1;`,
    );
  });

  it('leaves out a schema of the module that nothing names, and then what only that one named', () => {
    const source = 'const a = z.string();\nconst b = z.array(a);\nexport const c = z.int();\n';
    expect(withPureSchemas(source)).toBe('\n\nexport const c = /* @__PURE__ */ (() => z.int())();\n');
  });

  it('leaves everything else as it is', () => {
    const source =
      "export const most = 5;\nexport const names = { a: 'A' } as const;\nexport function f() {\n  return 1;\n}\n";
    expect(withPureSchemas(source)).toBe(source);
  });
});
