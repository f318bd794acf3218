import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// Makes the published package: the command line and the daemon as one file each, the UI and the fonts beside them.
const packageFolder = dirname(fileURLToPath(import.meta.url));
const repositoryRoot = dirname(dirname(packageFolder));
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));

await build({
  entryPoints: {
    cli: join(packageFolder, 'src', 'main.ts'),
    daemon: join(repositoryRoot, 'apps', 'daemon', 'src', 'main.ts'),
  },
  outdir: join(packageFolder, 'dist'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  // Packages of the workspace are read from their sources; none of them has a build of its own.
  conditions: ['source'],
  // These load a native library from beside themselves, so they stay packages.
  external: ['better-sqlite3', '@napi-rs/canvas', '@napi-rs/webcodecs'],
  // The CommonJS packages in the bundle call `require`, which an ES module does not have.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  define: { __VIDEOEXPRESS_VERSION__: JSON.stringify(version) },
  logLevel: 'warning',
}).catch(() => {
  // esbuild has printed what is wrong and where.
  process.exit(1);
});

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
replaceFolder(join(repositoryRoot, 'packages', 'render-engines', 'fonts'), join(packageFolder, 'dist', 'fonts'));
