import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../../setup/folders.mjs';
import { run } from '../../setup/run.mjs';
import { createChecklist } from '../checklist.mjs';
import { notRun } from '../outcome.mjs';
import { bringNode, bringNpm } from '../packaged/programs.mjs';
import { endsWith, until } from '../waiting.mjs';
import { copyBuildContext } from './build-context.mjs';
import { execIn, firstProcess, layOut, nodeFolderOf, runInRoot, startContainer } from './container-root.mjs';
import { commandOf, lastOf, readDockerfile } from './read-dockerfile.mjs';

/** @typedef {import('./container-root.mjs').ContainerRoot} ContainerRoot */
/** @typedef {import('./container-root.mjs').How} How */
/** @typedef {import('../checklist.mjs').Check} Check */

const startMs = 60_000;
const stopMs = 10_000;
const needs = ['unshare', 'nsenter', 'chroot', 'mount', 'ip'];

/**
 * The Dockerfile's own steps in clean folders, without Docker; then its program as its compose file runs it: user node,
 * read-only root, a network of its own, process 1.
 * @returns {Promise<import('../outcome.mjs').Outcome>}
 */
export async function runImage() {
  if (process.platform !== 'linux') return notRun('the steps of the image (run them on Linux)');
  const mayMount = await run('unshare', ['--mount', '--pid', '--net', '--fork', 'true']);
  const missing = [];
  for (const name of needs) if ((await run('which', [name])).code !== 0) missing.push(name);
  if (mayMount.code !== 0 || missing.length > 0) {
    return notRun(`the steps of the image (run it as root, with ${needs.join(', ')})`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-image-'));
  const { counted, check } = createChecklist();
  try {
    const built = await buildImage(folder, check);
    if (built !== null) await runContainer(built, check);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return counted;
}

/**
 * @param {string} folder
 * @param {Check} check
 * @returns {Promise<{ root: ContainerRoot, how: How, command: string[] } | null>}
 */
async function buildImage(folder, check) {
  const stages = readDockerfile(readFileSync(join(repositoryRoot, 'docker', 'Dockerfile'), 'utf8'));
  const node = nodeFolderOf(await bringNode(24));
  const npm = dirname(await bringNpm(11));
  /** @type {Map<string, ContainerRoot>} */
  const roots = new Map();
  for (const stage of stages) {
    const root = { folder: join(folder, stage.name ?? 'last'), node, npm };
    roots.set(stage.name ?? 'last', root);
    layOut(root);
    /** @type {How} */
    const how = { user: 'root', cwd: '/', env: {} };
    for (const { name, text } of stage.instructions) {
      const problem = await carryOut(name, text, root, how, roots);
      if (problem === null) continue;
      check(`the image: ${name} ${text}`, false, () => problem);
      return null;
    }
    check(`the image: every step of stage ${stage.name ?? 'last'}`, true, () => '');
    if (stage !== stages.at(-1)) continue;
    const command = [...commandOf(lastOf(stage, 'ENTRYPOINT') ?? '[]'), ...commandOf(lastOf(stage, 'CMD') ?? '[]')];
    return { root, how, command };
  }
  return null;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {ContainerRoot} root
 * @param {How} how changed by the instructions that say how later ones are run
 * @param {Map<string, ContainerRoot>} roots
 * @returns {Promise<string | null>} what went wrong
 */
async function carryOut(name, text, root, how, roots) {
  switch (name) {
    case 'WORKDIR':
      how.cwd = text;
      mkdirSync(join(root.folder, text), { recursive: true });
      return null;
    case 'USER':
      how.user = text;
      return null;
    case 'ENV': {
      const [key = '', value = ''] = text.split('=');
      how.env[key] = value;
      return null;
    }
    case 'COPY': {
      const stage = /^--from=(\w+) (\S+) (\S+)$/.exec(text);
      if (stage === null) {
        copyBuildContext(repositoryRoot, join(root.folder, how.cwd));
        return null;
      }
      const [, from = '', source = '', target = ''] = stage;
      const to = join(root.folder, target);
      mkdirSync(dirname(to), { recursive: true });
      const copied = await run('cp', ['-a', join(roots.get(from)?.folder ?? '', source), to]);
      return copied.code === 0 ? null : copied.output;
    }
    case 'RUN': {
      const ended = await runInRoot(root, how, commandOf(text));
      return ended.code === 0 ? null : ended.output;
    }
    default:
      return null;
  }
}

/** What Docker's port forwarding does: the browser's own `Host`, to the address of the container. */
const forwarded = `
  const [host, path] = process.argv.slice(1);
  require('node:http').get({ host: '172.18.0.2', port: 8000, path, headers: { host } }, (answer) => {
    console.log(answer.statusCode);
    process.exit(0);
  }).on('error', (error) => { console.log(error.message); process.exit(1); });
`;

/**
 * @param {{ root: ContainerRoot, how: How, command: string[] }} image
 * @param {Check} check
 */
async function runContainer({ root, how, command }, check) {
  const start = async () => {
    const container = startContainer(root, how, command);
    /** @param {string[]} words */
    const exec = (words) => execIn(firstProcess(container.child) ?? 0, how, words);
    const healthy = await until(async () => (await exec(['videoexpress', 'status'])).code === 0, startMs, container);
    return { container, exec, healthy };
  };
  const first = await start();
  const ready = `the container is healthy (${first.healthy?.toFixed(1) ?? 'no answer'} s)`;
  if (!check(ready, first.healthy !== null, first.container.output)) {
    first.container.child.kill('SIGKILL');
    return;
  }
  /** @param {string} host @param {string} path */
  const knock = async (host, path) => (await first.exec(['node', '-e', forwarded, host, path])).output.trim();
  const page = await knock('localhost:8000', '/');
  check('a browser on the host reaches the page', page === '200', () => page);
  const foreign = await knock('studio.example:8000', '/healthz');
  check('another name is refused', foreign === '403', () => foreign);
  const open = await first.exec(['videoexpress', 'open']);
  check('open prints a link to log in', /http:\/\/localhost:8000\/login\?code=/.test(open.output), () => open.output);
  const make = [
    'videoexpress',
    'generate',
    'A fox',
    '--set',
    'num_frames=16',
    '--size',
    '320x192',
    '-o',
    '/data/fox.mp4',
  ];
  const clip = await first.exec(make);
  check('a clip is made on a read-only root', clip.code === 0, () => clip.output);
  const written = await first.exec(['sh', '-c', 'touch /opt/videoexpress/x 2>/dev/null || id -u']);
  check('it is user node, and cannot change the program', written.output.trim() === '1000', () => written.output);

  process.kill(firstProcess(first.container.child) ?? 0, 'SIGKILL');
  await first.container.ended;
  const second = await start();
  check('after a kill it starts again, as process 1 again', second.healthy !== null, second.container.output);
  const pid = firstProcess(second.container.child);
  if (pid !== null) process.kill(pid, 'SIGTERM');
  const stopped = await endsWith(0, stopMs, second.container.ended);
  check('SIGTERM ends it with exit code 0 within 10 s', stopped, second.container.output);
  if (!stopped) second.container.child.kill('SIGKILL');
}
