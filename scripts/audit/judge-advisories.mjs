/**
 * An advisory as `pnpm audit --json` reports it.
 * @typedef {object} Advisory
 * @property {string} github_advisory_id
 * @property {string} module_name
 * @property {string} severity
 * @property {string} title
 * @property {string} url
 * @property {{ version: string, paths: string[], dev: boolean }[]} findings
 */

/**
 * Why an advisory does not concern us.
 * @typedef {object} Explanation
 * @property {string} id such as `GHSA-…`
 * @property {string} package
 * @property {string} reason
 */

/**
 * Holds what was found against what was explained. An explanation that nothing needs any more is a finding too, so that
 * the list stays true.
 * @param {Advisory[]} advisories
 * @param {Explanation[]} explained
 * @returns {string[]} a line for each thing to be done
 */
export function judgeAdvisories(advisories, explained) {
  const known = new Map(explained.map((each) => [`${each.id} ${each.package}`, each]));
  const found = new Set(advisories.map(keyOf));
  const open = advisories.filter((each) => !known.has(keyOf(each)));
  return [
    ...explained.filter(({ reason }) => reason.trim() === '').map(({ id }) => `${id} is listed without a reason`),
    ...open.map(describe),
    ...[...known.keys()].filter((key) => !found.has(key)).map((key) => `${key} is explained, but no longer found`),
  ];
}

/** @param {Advisory} advisory */
const keyOf = ({ github_advisory_id: id, module_name: name }) => `${id} ${name}`;

/** @param {Advisory} advisory */
function describe({ github_advisory_id: id, module_name: name, severity, title, url, findings }) {
  const where = findings.every(({ dev }) => dev) ? 'for development only' : 'in what runs';
  return `${severity}: ${name} ${findings.map(({ version }) => version).join(', ')}, ${where}: ${title} (${id}, ${url})`;
}
