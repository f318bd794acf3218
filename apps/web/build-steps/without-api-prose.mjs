const text = String.raw`(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")`;
const summary = new RegExp(String.raw`\bsummary:\s*${text},`, 'g');
const responses = new RegExp(String.raw`\bresponses:\s*\{(?:\s*\d+:\s*${text},?)*\s*\},`, 'g');
const told = new RegExp(String.raw`,\s*\b(?:from|meaning):\s*${text}(?=[\s,}])`, 'g');
const access = /\baccess:\s*'\w+',/g;
/** A pattern that a text must have, with what is said of one that has it not. */
const pattern = String.raw`\/(?:[^\/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*`;
const complaint = new RegExp(String.raw`(\.regex\(\s*(?:${pattern}|\w+)),\s*(?:${text}|\w+),?\s*\)`, 'g');
const described = new RegExp(String.raw`\s*\.meta\(\{(?:\s*(?:id|description):\s*${text},?)*\s*\}\)`, 'g');

/**
 * A build step for the contract with the daemon. What its routes and fields say of themselves is for the document at
 * `/api/v1/openapi.json`; what is wrong with a text is said by the daemon; and where a key comes from or a failure means is for
 * docs and terminal. The page never reads any of it, and its first load is some kilobytes lighter without.
 *
 * @param {string} source The module.
 * @returns {string} The module without the words.
 */
export default function withoutApiProse(source) {
  const without = [summary, responses, access, described, told];
  return without.reduce((rest, each) => rest.replaceAll(each, ''), source).replaceAll(complaint, '$1)');
}
