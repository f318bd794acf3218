import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyHttp } from './lazy-http.mjs';

// Makes the published package: the command line and the daemon, with the UI and the fonts beside them.
const packageFolder = dirname(fileURLToPath(import.meta.url));
const repositoryRoot = dirname(dirname(packageFolder));
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));

const distFolder = join(packageFolder, 'dist');

const { metafile } = await build({
  // The note of what is in the bundle names files from here, wherever this is called.
  absWorkingDir: packageFolder,
  entryPoints: {
    cli: join(packageFolder, 'src', 'main.ts'),
    daemon: join(repositoryRoot, 'apps', 'daemon', 'src', 'main.ts'),
  },
  outdir: distFolder,
  metafile: true,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  // A child of the daemon starts for every clip and loads only what its task needs: 0.17 s and 96 MB instead of 0.23 s
  // and 113 MB as one file.
  splitting: true,
  // Packages of the workspace are read from their sources; none of them has a build of its own.
  conditions: ['source'],
  // These load a native library from beside themselves, so they stay packages.
  external: ['better-sqlite3', '@napi-rs/canvas', '@napi-rs/keyring', '@napi-rs/webcodecs'],
  // The CommonJS packages in the bundle call `require`, which an ES module does not have.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  // Less to read at every start. Names stay, and so do lines, for the stack traces of a bug.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  plugins: [lazyHttp],
  define: { __VIDEOEXPRESS_VERSION__: JSON.stringify(version) },
  logLevel: 'warning',
}).catch(() => {
  // esbuild has printed what is wrong and where.
  process.exit(1);
});

// Which packages are in the bundle, for the list of parts; not part of what is published.
const bundled = [...new Set(Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)))].toSorted();
writeFileSync(join(distFolder, 'bundled-files.json'), JSON.stringify(bundled));

const written = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
for (const name of readdirSync(distFolder)) {
  if (name.endsWith('.js') && !written.has(name)) rmSync(join(distFolder, name));
}

// What Node kept of the last build is of no use to this one.
rmSync(join(packageFolder, '.compile-cache'), { recursive: true, force: true });

/**
 * Replaces a folder by a copy of another in one step, so that a daemon that is serving it never sees half of it.
 * @param {string} from
 * @param {string} to
 */
function replaceFolder(from, to) {
  if (!existsSync(from)) return;
  rmSync(`${to}.new`, { recursive: true, force: true });
  cpSync(from, `${to}.new`, { recursive: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(`${to}.new`, to);
}

replaceFolder(join(repositoryRoot, 'apps', 'web', 'out'), join(packageFolder, 'ui'));
replaceFolder(join(repositoryRoot, 'packages', 'render-engines', 'fonts'), join(distFolder, 'fonts'));
