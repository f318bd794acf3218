/** Stands for a file that is neither of the program nor of a library. */
export const elsewhere = 'elsewhere';

const segment = String.raw`[A-Za-z0-9_@.+-]+`;
const plainPath = new RegExp(`^${segment}(/${segment})*$`);

/** Where the part begins that is the same on every machine. The last match counts: a home folder may have such names too. */
const beginnings: readonly { readonly from: RegExp; readonly isOwn: boolean }[] = [
  { from: /(?:^|\/)node_modules\/videoexpress\/(?=dist\/)/g, isOwn: true },
  { from: /(?:^|\/)(?=node_modules\/(?!.*\/node_modules\/))/g, isOwn: false },
  { from: /(?:^|\/)(?=(?:site|dist)-packages\/.)/g, isOwn: false },
  { from: /(?:^|\/lib\/)(?=python\d+\.\d+\/)/g, isOwn: false },
  { from: /(?:^|\/)(?=_next\/static\/)/g, isOwn: true },
  { from: /(?:^|\/)(?=vx_worker\/)/g, isOwn: true },
  { from: /(?:^|\/)(?=(?:apps|packages)\/[a-z-]+\/src\/)/g, isOwn: true },
  { from: /(?:^|\/)(?=dist\/[A-Za-z0-9_-]+\.js$)/g, isOwn: true },
];

/** A file of a stack trace without the folders of this machine: `dist/daemon.js`, `node_modules/express/lib/router.js`. */
export function framePath(file: string): { readonly filename: string; readonly isOwn: boolean } {
  const path = file.replaceAll('\\', '/').replace(/[?#].*$/s, '');
  if (/^(node:[a-z0-9_/]+|<frozen [a-z._]+>|<anonymous>)$/.test(path)) return { filename: path, isOwn: false };
  for (const { from, isOwn } of beginnings) {
    const last = [...path.matchAll(from)].at(-1);
    if (last === undefined) continue;
    const rest = path.slice(last.index + last[0].length);
    if (rest.length <= 200 && plainPath.test(rest) && !rest.includes('..')) return { filename: rest, isOwn };
  }
  return { filename: elsewhere, isOwn: false };
}
