/**
 * A build step for the two modules of zod that describe a schema as JSON Schema. Every zod type carries them along, and
 * the page only ever parses: 5 kB of its first load were for nothing. Their names stay, and do nothing.
 *
 * @param {string} source The module.
 * @returns {string} A module with the same exports.
 */
export default function withoutJsonSchema(source) {
  const named = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \}/gm)].map(([, name]) => name);
  return [
    'const nothing = () => undefined;',
    ...named.map((name) => `export const ${name} = nothing;`),
    ...renamed.map((name) => `export { nothing as ${name} };`),
  ].join('\n');
}
