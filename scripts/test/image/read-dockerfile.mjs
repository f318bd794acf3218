/**
 * One instruction of a Dockerfile.
 * @typedef {object} Instruction
 * @property {string} name such as `RUN`
 * @property {string} text what follows, on one line
 */

/**
 * One stage: what it is made from, and its instructions in order.
 * @typedef {object} Stage
 * @property {string} from
 * @property {string | null} name
 * @property {Instruction[]} instructions
 */

/**
 * Reads the part of a Dockerfile's language that ours is written in: comments, continued lines, ARG before FROM.
 * @param {string} text
 * @returns {Stage[]}
 */
export function readDockerfile(text) {
  /** @type {Map<string, string>} */
  const args = new Map();
  /** @type {Stage[]} */
  const stages = [];
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  for (const line of lines) {
    const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name === 'ARG' && stages.length === 0) {
      const [key = '', value = ''] = rest.split('=');
      args.set(key, value);
    } else if (name === 'FROM') {
      const [from = '', , stage = null] = rest.split(/\s+/);
      stages.push({
        from: from.replaceAll(/\$\{(\w+)\}/g, (_, key) => args.get(key) ?? ''),
        name: stage,
        instructions: [],
      });
    } else {
      stages.at(-1)?.instructions.push({ name, text: rest });
    }
  }
  return stages;
}

/**
 * The words of an instruction in its JSON form, or the text for a shell.
 * @param {string} text
 * @returns {string[]}
 */
export function commandOf(text) {
  return text.startsWith('[') ? JSON.parse(text) : ['sh', '-c', text];
}

/**
 * The last instruction of a name, or null: as with CMD and USER, a later one takes the place of an earlier one.
 * @param {Stage} stage
 * @param {string} name
 */
export function lastOf({ instructions }, name) {
  return instructions.findLast((each) => each.name === name)?.text ?? null;
}
