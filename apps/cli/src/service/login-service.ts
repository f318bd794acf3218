import { exitCodes, type Machine } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Failure } from '../failure.ts';
import type { ServiceSpec } from './service-spec.ts';
import type { ToolEnd } from './run-tool.ts';

/** How the service is, by the word of its manager. */
export interface ServiceState {
  readonly installed: boolean;
  /** Whether it starts with the login. */
  readonly enabled: boolean;
  /** Null where the manager does not say. */
  readonly running: boolean | null;
}

/** What starts programs with a person's login on one system. Everything it does can be done twice. */
export interface LoginService {
  readonly kind: 'systemd' | 'launchd' | 'task_scheduler';
  /** Its definition of the service; null where it keeps that to itself. */
  readonly file: string | null;
  /** Writes the definition and has it start with the login. Tells whether anything is new. */
  install(spec: ServiceSpec): Promise<Result<{ readonly changed: boolean }, Failure>>;
  /** Has it run now; with `again`, from the definition as it is now. */
  start(again: boolean): Promise<Result<null, Failure>>;
  /** Ends it and takes the definition away. Tells whether there was one. */
  uninstall(): Promise<Result<{ readonly changed: boolean }, Failure>>;
  state(): Promise<Result<ServiceState, Failure>>;
}

/** What a service manager is found from. */
export interface ServiceMachine {
  readonly machine: Machine;
  /** The number of this user; null on Windows. */
  readonly userId: number | null;
}

/** The manager refused, or is not there. */
export function managerFailure(program: string, { code, stdout, stderr }: ToolEnd, fix?: string): Failure {
  const said = [stderr, stdout].map((text) => text.trim()).find((text) => text !== '') ?? `exit code ${code}`;
  return {
    exitCode: exitCodes.error,
    code: 'service_manager_failed',
    message: `${program} did not do it: ${said}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** The definition could not be written or removed. */
export function fileFailure(file: string, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return { exitCode: exitCodes.error, code: 'service_file', message: `${file} could not be changed: ${reason}` };
}

/** Whether a program ended well; else why not. */
export function endedWell(program: string, end: ToolEnd, fix?: string): Result<null, Failure> {
  return end.code === 0 ? ok(null) : err(managerFailure(program, end, fix));
}
