const schema =
  /^((?:export )?const \w+ = )((?:(?:\/\*#__PURE__\*\/)?z\b|\w+(?:\.shape\.\w+)?\.)[\s\S]*?);(?=\n(?:\n|[^\s)}\]])|\n?(?![\s\S]))/gm;

/**
 * A build step for the contract with the daemon. A bundler keeps every call at the top of a module, for it might do something;
 * making a schema does nothing, and this says so of the whole chain of calls, of which a mark on the first says nothing. What
 * no page uses is then left out of its first load.
 *
 * @param {string} source The module, formatted: a statement ends where the next line is empty or begins at the margin.
 * @returns {string} The module, its schemas marked.
 */
export default function withPureSchemas(source) {
  const needed = withoutUnnamed(source);
  return needed.replaceAll(schema, (_, declared, made) => `${declared}/* @__PURE__ */ (() => ${made})();`);
}

/**
 * Schemas of the module's own that nothing names any more go at once: what they name would be taken to be used.
 * @param {string} source
 * @returns {string}
 */
function withoutUnnamed(source) {
  const without = source.replaceAll(schema, (statement, declared) => {
    const [, name = ''] = /^const (\w+)/.exec(declared) ?? [];
    return name !== '' && source.split(new RegExp(`(?<!typeof )\\b${name}\\b`)).length === 2 ? '' : statement;
  });
  return without === source ? source : withoutUnnamed(without);
}
