import type { Machine } from '@videoexpress/host';

type Environment = Machine['env'];

/** What a Python needs to start, to fetch packages and to find a card. No key of another service is among it. */
const passedOn =
  /^(PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|LD_LIBRARY_PATH|(HTTP|HTTPS|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|XDG_\w+|PIP_\w+|PYENV_\w+)$/i;
/** The variables that a Python is asked, made and filled with. */
export function pickPythonEnvironment(env: Environment): Record<string, string> {
  return pickVariables(env, passedOn);
}

/** Those whose name the pattern knows. */
export function pickVariables(env: Environment, pattern: RegExp): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value !== undefined && pattern.test(name) ? [[name, value]] : [])),
  );
}
