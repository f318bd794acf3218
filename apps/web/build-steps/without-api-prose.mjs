const text = String.raw`(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")`;
const summary = new RegExp(String.raw`\bsummary:\s*${text},`, 'g');
const responses = new RegExp(String.raw`\bresponses:\s*\{(?:\s*\d+:\s*${text},?)*\s*\},`, 'g');
const told = new RegExp(String.raw`,\s*\b(?:from|meaning):\s*${text}(?=[\s,}])`, 'g');
const described = new RegExp(String.raw`\s*\.meta\(\{(?:\s*(?:id|description):\s*${text},?)*\s*\}\)`, 'g');

/**
 * A build step for the contract with the daemon. What its routes and fields say of themselves is for the document at
 * `/api/v1/openapi.json`, and where a key comes from or a failure means for docs and terminal; the page never reads it, and
 * its first load is some kilobytes lighter without.
 *
 * @param {string} source The module.
 * @returns {string} The module without the words.
 */
export default function withoutApiProse(source) {
  return source.replaceAll(summary, '').replaceAll(responses, '').replaceAll(described, '').replaceAll(told, '');
}
