const requestParts = /\b(?:access|params|query|headers|body|bodyType|responseType|problems):\s*/g;
const kindParts = /\b(?:input|assetFields):\s*/g;

/**
 * A build step for the routes of the daemon. The page parses what it is answered; what it may ask is checked by the
 * compiler here and by the daemon there, so the schemas of requests need not be in its first load. zod is taken as a
 * namespace and its calls are marked as without effect, also where the call stands on the line below, so that types and
 * schemas which nothing names any more go too.
 *
 * @param {string} source A module of the contract.
 * @returns {string} The module without them.
 */
export default function withoutRequestSchemas(source) {
  const marked = source
    .replace(/^import \{ z \} from 'zod';$/m, "import * as z from 'zod';")
    .replaceAll(/\bz\s*\.(?=\w+\()/g, '/*#__PURE__*/z.');
  if (/satisfies JobKindDefinition/.test(source)) return withoutParts(marked, kindParts);
  return /satisfies Record<string, RouteDefinition>/.test(source) ? withoutParts(marked, requestParts) : marked;
}

/**
 * @param {string} source
 * @param {RegExp} parts
 */
function withoutParts(source, parts) {
  let kept = '';
  let from = 0;
  for (const { 0: start, index } of source.matchAll(parts)) {
    if (index < from) continue;
    const end = endOfValue(source, index + start.length);
    if (end === null) continue;
    kept += source.slice(from, index);
    from = end;
  }
  return kept + source.slice(from);
}

/**
 * Where the value of a property ends, behind its comma; null where it has none.
 * @param {string} source
 * @param {number} start
 */
function endOfValue(source, start) {
  let depth = 0;
  for (let at = start; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === "'") at = source.indexOf("'", at + 1);
    if (depth < 0) return null;
    if (depth === 0 && char === ',') return at + 1;
  }
  return null;
}
