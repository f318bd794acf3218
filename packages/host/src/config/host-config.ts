import { join } from 'node:path';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import { resolveFolders, type Folders } from '../folders/folders.ts';
import { findCloneRoot, readEnvFile } from './env-file.ts';
import { knownVariables, type KnownVariable, type VariableName } from './known-variables.ts';
import { thisMachine, type Environment, type Machine } from './machine.ts';

export const defaultPort = 8000;

/** What was said on the command line; null where it was not. */
export interface ConfigFlags {
  readonly port: number | null;
  /** Absolute. */
  readonly dataDir: string | null;
}

/** Where a value came from. */
export type VariableSource = 'environment' | 'env_file';

export interface SetVariable {
  readonly value: string;
  readonly source: VariableSource;
}

/** Everything that is settled before the first file is opened. Frozen; handed to each part as the slice it needs. */
export interface HostConfig {
  readonly port: number;
  readonly folders: Folders;
  /** The known variables that are set. Those of services that are not there yet are carried as data. */
  readonly variables: Readonly<Partial<Record<VariableName, SetVariable>>>;
  /** The `.env` files that were read, for `doctor` to check their modes. */
  readonly envFiles: readonly string[];
}

/** A setting that cannot be used. Ends in exit code 6. */
export interface ConfigError {
  readonly code: 'invalid_variable' | 'env_file_unreadable' | 'home_missing';
  /** The variable, flag or file at fault. */
  readonly name: string;
  /** What is wrong and what would be right; never holds a secret's value. */
  readonly detail: string;
}

export interface ConfigSources {
  readonly machine: Machine;
  readonly flags: ConfigFlags;
  /** The root of the clone that this runs from, null where there is none. */
  readonly cloneRoot: string | null;
}

const portSchema = z.coerce.number().int().min(1).max(65_535);

/**
 * Reads the whole configuration once: flags over the real environment over the clone's `.env` over the configuration
 * folder's `.env`. An empty value counts as not set, as templates leave them.
 */
export function readConfig({ machine, flags, cloneRoot }: ConfigSources): Result<HostConfig, ConfigError> {
  const envFiles: string[] = [];
  const cloneEnv = cloneRoot === null ? ok({}) : readFile(join(cloneRoot, '.env'), envFiles);
  if (!cloneEnv.ok) return cloneEnv;
  const folders = resolveFolders(
    { ...machine, env: withoutEmpty({ ...cloneEnv.value, ...withoutEmpty(machine.env) }) },
    flags.dataDir,
  );
  if (!folders.ok) {
    const code = folders.error.code === 'home_missing' ? 'home_missing' : 'invalid_variable';
    return err({ code, name: folders.error.setting, detail: folders.error.detail });
  }
  // The folder is known by now, so a VIDEOEXPRESS_HOME in this one has no effect.
  const folderEnv = readFile(folders.value.envFile, envFiles);
  if (!folderEnv.ok) return folderEnv;

  const variables = collectVariables(machine.env, { ...folderEnv.value, ...cloneEnv.value });
  const port = readPort(flags.port, variables.VIDEOEXPRESS_PORT);
  if (!port.ok) return port;
  return ok(Object.freeze({ port: port.value, folders: folders.value, variables, envFiles: Object.freeze(envFiles) }));
}

/** Reads the configuration of this process. Called by the entry of a program and by nothing else. */
export function readProcessConfig(flags: ConfigFlags): Result<HostConfig, ConfigError> {
  return readConfig({ machine: thisMachine(), flags, cloneRoot: findCloneRoot() });
}

function readFile(path: string, read: string[]): Result<Environment, ConfigError> {
  const values = readEnvFile(path);
  if (!values.ok) {
    const detail = `${path} cannot be read: ${values.error.detail}. Make it readable for this user, or remove it.`;
    return err({ code: 'env_file_unreadable', name: path, detail });
  }
  if (Object.keys(values.value).length > 0) read.push(path);
  return ok(withoutEmpty(values.value));
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

function collectVariables(env: Environment, fromFiles: Environment): HostConfig['variables'] {
  const found: Partial<Record<VariableName, SetVariable>> = {};
  for (const variable of knownVariables) {
    const set = lookUp(variable, env, fromFiles);
    if (set !== null) found[variable.name] = Object.freeze(set);
  }
  return Object.freeze(found);
}

function lookUp(variable: KnownVariable, env: Environment, fromFiles: Environment): SetVariable | null {
  const names = variable.oldName === undefined ? [variable.name] : [variable.name, variable.oldName];
  for (const [values, source] of [
    [env, 'environment'],
    [fromFiles, 'env_file'],
  ] as const) {
    for (const name of names) {
      const value = values[name];
      if (value !== undefined && value !== '') return { value, source };
    }
  }
  return null;
}

function readPort(flag: number | null, variable: SetVariable | undefined): Result<number, ConfigError> {
  if (flag !== null) return ok(flag);
  if (variable === undefined) return ok(defaultPort);
  const parsed = portSchema.safeParse(variable.value);
  if (parsed.success) return ok(parsed.data);
  const detail = `VIDEOEXPRESS_PORT is "${variable.value}". Give a whole number from 1 to 65535.`;
  return err({ code: 'invalid_variable', name: 'VIDEOEXPRESS_PORT', detail });
}
