import { delimiter } from 'node:path';

/**
 * npm exports its whole configuration to the scripts it runs, and pnpm and a nested npm would take it for the
 * person's own. What they do need to reach the registry stays: cache, registry, proxy, certificates, credentials.
 */
const keptNpmSetting =
  /^npm_config_(cache|registry|.*proxy|.*:registry|\/\/.*|cafile|ca|cert|key|strict_ssl|userconfig)$/i;

/** pnpm reads the same settings, but only under its own name. */
const alsoForPnpm = /^npm_config_(registry|.*proxy|.*:registry|\/\/.*|cafile|strict_ssl)$/i;

const quiet = {
  NEXT_TELEMETRY_DISABLED: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
};

/**
 * The environment for the tools that a script starts.
 * @param {string[]} [firstOnPath] folders to search before the person's own
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(firstOnPath = []) {
  /** @type {NodeJS.ProcessEnv} */
  const environment = {};
  let searchPath = '';
  for (const [name, value] of Object.entries(process.env)) {
    // Windows spells it `Path`; a copy of the environment loses the case blindness of process.env.
    if (name.toUpperCase() === 'PATH') searchPath = value ?? '';
    else if (!/^npm_config_/i.test(name) || keptNpmSetting.test(name)) environment[name] = value;
    if (value && alsoForPnpm.test(name)) environment[`p${name.toLowerCase()}`] = value;
  }
  // A NODE_ENV of the shell would make pnpm leave out what the build needs, and next build in the wrong mode.
  delete environment['NODE_ENV'];
  return { ...environment, ...quiet, PATH: [...firstOnPath, searchPath].join(delimiter) };
}
