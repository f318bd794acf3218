import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../setup/folders.mjs';
import { run } from '../../setup/run.mjs';
import { notRun, oneCheck } from '../outcome.mjs';
import { answers, endsWith, freePort, until } from '../waiting.mjs';
import { provideSchemathesis } from './python.mjs';

const daemonProgram = join(repositoryRoot, 'apps', 'daemon', 'src', 'main.ts');
const startMs = 60_000;
const runMs = 6 * 60_000;

/** Called by nobody here, each for its reason; the abuse suite attacks them. */
const apart = [
  // Ends the daemon.
  '--exclude-path',
  '/api/v1/shutdown',
  // Never ends.
  '--exclude-path',
  '/api/v1/events',
  // Answers with pages for people, and slows down after ten wrong codes.
  '--exclude-path',
  '/login',
  // Would end the session of nobody, with a Set-Cookie that the tool then sends along.
  '--exclude-path',
  '/api/v1/logout',
  // Open windows on the desktop of whoever runs this, and write into their keychain; and pages for a person whom a service
  // sends back, which tests of their own hold to what they say.
  '--exclude-path-regex',
  '/reveal$|^/api/v1/secrets/|^/oauth/',
];

/**
 * `positive_data_acceptance` is left out: what a schema cannot say (a name that is taken, an engine that is not there, two
 * fields that exclude each other) is refused with 400, in words. `negative_data_rejection` likewise: a number in a query
 * may be written in more ways than JSON knows, and unknown parameters of reads are stepped over.
 */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'missing_required_header',
  'unsupported_method',
  'allow_header_conformance',
  'use_after_free',
  'ensure_resource_availability',
  'ignored_auth',
];

/**
 * Schemathesis against a running daemon: whatever its own description allows, and whatever it forbids, is answered as the
 * description says, and never with a failure of the program.
 * @param {import('../outcome.mjs').StepContext} context
 * @returns {Promise<import('../outcome.mjs').Outcome>}
 */
export async function runSchemathesis({ tools, env }) {
  const provided = await provideSchemathesis(env);
  if ('missing' in provided) return notRun(`Schemathesis (${provided.missing})`);
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-schemathesis-'));
  const port = await freePort();
  const flags = ['serve', '--port', String(port), '--data-dir', join(folder, 'studio'), '--console-log', 'none'];
  const child = spawn(tools.node, ['--conditions=source', daemonProgram, ...flags], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const url = `http://localhost:${port}`;
    if ((await until(() => answers(`${url}/healthz`), startMs, { child })) === null) return oneCheck(false);
    const token = readFileSync(join(folder, 'studio', 'state', 'token'), 'utf8').trim();
    const stillThere = async () => child.exitCode === null && (await answers(`${url}/healthz`));
    // What was wrong is printed with the call that shows it again.
    const tested = await run(provided.program, parametersFor(url, token), {
      cwd: folder,
      env: { ...env, PYTHONUTF8: '1' },
      show: true,
      timeoutMs: runMs,
    });
    return oneCheck(tested.code === 0 && (await stillThere()));
  } finally {
    child.kill('SIGTERM');
    if (!(await endsWith(0, 15_000, ended))) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Bounded and repeatable: the same description is asked the same questions.
 * @param {string} url
 * @param {string} token
 */
function parametersFor(url, token) {
  return [
    'run',
    `${url}/api/v1/openapi.json`,
    '--header',
    `Authorization: Bearer ${token}`,
    ...apart,
    '--checks',
    checks.join(','),
    '--phases',
    'examples,coverage,fuzzing',
    '--max-examples',
    '8',
    '--max-time',
    '90',
    '--generation-deterministic',
    '--request-timeout',
    '30',
    '--continue-on-failure',
    '--no-shrink',
    '--warnings',
    'off',
    '--no-color',
  ];
}
