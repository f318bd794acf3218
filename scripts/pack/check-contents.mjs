import { readFileSync } from 'node:fs';

/** Everything that may be in the tarball. What is new has to be let in here on purpose. */
const allowed = [
  /^package\.json$/,
  /^README\.md$/,
  /^THIRD-PARTY-NOTICES\.txt$/,
  /^sbom\.cdx\.json$/,
  /^bin\/videoexpress\.js$/,
  /^dist\/[\w.-]+\.js$/,
  /^dist\/fonts\/([\w-]+\.woff2|coverage\.json|OFL\.txt)$/,
  /^ui\/(.+\/)?[^/]+\.(html|txt|js|css|svg|png|webp|ico|woff2)$/,
  /^ui\/licences\.json$/,
  /^runpod-worker\/(README\.md|pyproject\.toml|requirements-own-gpu(-cuda)?\.lock\.txt)$/,
  /^supabase\/(config\.toml|migrations\/\d{14}_\w+\.sql|templates\/[\w-]+\.html)$/,
  /^runpod-worker\/src\/vx_worker\/(\w+\/)?(\w+\.py|models\.json)$/,
];
/** The worker is Python, which runs from its sources. */
const sourcesThatRun = /^runpod-worker\/src\//;
/** Names that say that a file is no part of the product, wherever it lies. */
const forbidden = /\.(test|spec)\.|(^|\/)(src|testing|fixtures|node_modules|\.git)\/|\.(map|ts|tsx|env)$|(^|\/)\.env/;
const needed = [
  'package.json',
  'README.md',
  'THIRD-PARTY-NOTICES.txt',
  'sbom.cdx.json',
  'bin/videoexpress.js',
  'dist/cli.js',
  'dist/daemon.js',
  'dist/fonts/OFL.txt',
  'ui/index.html',
  'supabase/migrations/20261128100000_mirrored_rows.sql',
  'runpod-worker/src/vx_worker/own_gpu.py',
  'runpod-worker/src/vx_worker/models.json',
  'runpod-worker/requirements-own-gpu.lock.txt',
  'runpod-worker/requirements-own-gpu-cuda.lock.txt',
];
const text = /\.(js|json|html|txt|css|svg|md|py|toml|sql)$/;
/** Secrets as services write them, and what stands before one in a file. */
const secret =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}\b|\bsk-(proj-)?\w{32,}\b|\brpa_[A-Z0-9]{32,}\b|\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\./;

/** Unpacked, in bytes: the fonts of the sketch engine are half of it. */
export const unpackedBudget = 20_000_000;

/**
 * What is wrong with the contents of the package, a line each.
 * @param {import('./unpack-tarball.mjs').PackedFile[]} files
 * @param {readonly string[]} machinePaths folders of the machine it was built on, none of which may be named
 * @returns {string[]}
 */
export function checkContents(files, machinePaths) {
  const present = new Set(files.map(({ path }) => path));
  const missing = needed.filter((path) => !present.has(path)).map((path) => `${path} is missing`);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const tooLarge = bytes > unpackedBudget ? [`${bytes} bytes unpacked, and ${unpackedBudget} are the budget`] : [];
  return [...missing, ...tooLarge, ...files.flatMap((each) => checkFile(each, machinePaths))];
}

/**
 * @param {import('./unpack-tarball.mjs').PackedFile} packed
 * @param {readonly string[]} machinePaths
 * @returns {string[]}
 */
function checkFile({ path, file }, machinePaths) {
  const problems = [];
  const inner = path.replace(sourcesThatRun, '');
  if (!allowed.some((pattern) => pattern.test(path)) || forbidden.test(inner)) problems.push(`${path} does not belong`);
  if (!text.test(path)) return problems;
  const content = readFileSync(file, 'utf8');
  for (const folder of machinePaths) if (content.includes(folder)) problems.push(`${path} names the folder ${folder}`);
  if (secret.test(content)) problems.push(`${path} looks as if it held a secret`);
  if (content.includes('sourceMappingURL=')) problems.push(`${path} names a source map`);
  if (path === 'package.json') problems.push(...checkManifest(JSON.parse(content)));
  return problems;
}

/**
 * @param {Record<string, unknown>} manifest
 * @returns {string[]}
 */
function checkManifest(manifest) {
  const problems = [];
  for (const key of ['devDependencies', 'scripts', 'private']) {
    if (key in manifest) problems.push(`package.json has ${key}`);
  }
  if (/workspace:|catalog:|file:|link:/.test(JSON.stringify(manifest))) {
    problems.push('package.json names a dependency that only the clone has');
  }
  return problems;
}
