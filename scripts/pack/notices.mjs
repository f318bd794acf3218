import { collectLicences } from '../licences/collect-licences.mjs';

const heading = `VideoExpress is made with the packages and fonts below. Each is listed with its version, the licence it comes
under, and its licence text. Those marked "installed beside it" are not in this package; npm brings them.

@napi-rs/webcodecs brings FFmpeg with the encoders x264 and x265 in its native file. The GNU General Public License
holds for that file. Whoever ships it inside a product of their own (an image, an installer) has to meet that licence.`;

const rule = '-'.repeat(80);

/**
 * The licences of everything of others that the package is made of or asks for, as one text.
 * @param {string} repositoryRoot
 * @param {readonly string[]} besides the packages that npm installs beside this one
 * @returns {string}
 */
export function thirdPartyNotices(repositoryRoot, besides) {
  const { packages, texts } = collectLicences(repositoryRoot);
  const list = packages.map(({ name, version, licence }) => {
    const where = besides.includes(name) ? ', installed beside it' : '';
    return `${[name, version].filter(Boolean).join(' ')}: ${licence}${where}`;
  });
  const parts = texts.map((text, index) => {
    const under = packages.filter((each) => each.texts.includes(index)).map(({ name }) => name);
    return `${rule}\n${[...new Set(under)].join(', ')}\n${rule}\n\n${text}`;
  });
  return `${[heading, list.join('\n'), ...parts].join('\n\n')}\n`;
}
