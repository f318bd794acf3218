import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listParts } from './list-parts.mjs';
import { lockedHashes } from './lock-integrity.mjs';

/** @typedef {import('./list-parts.mjs').Part} Part */

/**
 * A part as CycloneDX writes it.
 * @typedef {object} Component
 * @property {string} type
 * @property {string} bom-ref
 * @property {string} name
 * @property {string} [version]
 * @property {string} [scope]
 * @property {{ alg: string, content: string }[]} [hashes]
 * @property {object[]} licenses
 * @property {string} [purl]
 * @property {{ name: string, value: string }[]} properties
 */

/** @typedef {{ components: Component[], dependencies: { ref: string, dependsOn: string[] }[] }} Bill beside what names the format and the product */

const spdx = new Set(
  '0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BlueOak-1.0.0 CC-BY-4.0 ISC MIT MPL-2.0 OFL-1.1 Unlicense'.split(' '),
);
/** What makers write that SPDX calls otherwise. */
const otherNames = /** @type {Record<string, string>} */ ({ 'SIL OPEN FONT LICENSE': 'OFL-1.1' });
const withFfmpeg = {
  name: 'videoexpress:contains',
  value: 'FFmpeg with x264 and x265, for which the GNU General Public License holds',
};

/**
 * The list of parts of the published package, CycloneDX 1.6. The same sources give the same text.
 * @param {string} repositoryRoot
 * @returns {Bill}
 */
export function billOfMaterials(repositoryRoot) {
  const { name, version, description, dependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(repositoryRoot, 'apps', 'cli', 'package.json'), 'utf8'),
  );
  const parts = listParts(repositoryRoot);
  const hashes = lockedHashes(repositoryRoot);
  const self = purl(name, version);
  const beside = Object.entries({ ...dependencies, ...optionalDependencies }).map(([part, at]) => `${part}@${at}`);
  const inside = [...parts].flatMap(([id, { how }]) =>
    how.some((each) => each === 'bundled' || each === 'page') ? [id] : [],
  );
  const direct = [...new Set([...beside, ...inside])].flatMap((id) => {
    const part = parts.get(id);
    return part === undefined ? [] : [purl(part.name, part.version)];
  });
  const optional = new Set(Object.keys(optionalDependencies ?? {}));
  const head = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': self, name, version, description, purl: self } },
  };
  return {
    ...head,
    components: [
      ...[...parts].map(([id, part]) => component(part, hashes.get(id), optional.has(part.name))),
      {
        type: 'data',
        'bom-ref': 'fonts-of-the-sketch-engine',
        name: 'Fonts of the sketch engine',
        licenses: [{ license: { id: 'OFL-1.1' } }],
        properties: [{ name: 'videoexpress:how', value: 'bundled' }],
      },
    ],
    dependencies: [
      { ref: self, dependsOn: [...direct.toSorted(), 'fonts-of-the-sketch-engine'] },
      ...[...parts.values()].map(({ name: part, version: at, needs }) => ({
        ref: purl(part, at),
        dependsOn: needs.flatMap((id) => {
          const need = parts.get(id);
          return need === undefined ? [] : [purl(need.name, need.version)];
        }),
      })),
    ],
  };
}

/**
 * @param {Part} part
 * @param {string | undefined} sha512
 * @param {boolean} optional
 */
function component({ name, version, licence, how }, sha512, optional) {
  const isNative = how.includes('native');
  const ffmpeg = name.startsWith('@napi-rs/webcodecs') ? [withFfmpeg] : [];
  return {
    type: 'library',
    'bom-ref': purl(name, version),
    name,
    version,
    scope: optional || isNative ? 'optional' : 'required',
    ...(sha512 === undefined ? {} : { hashes: [{ alg: 'SHA-512', content: sha512 }] }),
    licenses: licences(licence),
    purl: purl(name, version),
    properties: [...how.map((value) => ({ name: 'videoexpress:how', value })), ...ffmpeg],
  };
}

/** @param {string} licence */
function licences(licence) {
  const named = otherNames[licence] ?? licence;
  if (spdx.has(named)) return [{ license: { id: named } }];
  if (/\b(OR|AND)\b/.test(named)) return [{ expression: named }];
  return named === '' ? [] : [{ license: { name: named } }];
}

/** @param {string} name @param {string} version */
function purl(name, version) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
