import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { Children } from '../children/children.ts';
import type { ChildEnd } from '../children/child-end.ts';
import type { Environment } from '../config/machine.ts';
import type { KeychainTaskName } from './keychain-tasks.ts';

/** The keychain cannot be used: why, for a person, and what would make it usable. */
export interface KeychainFault {
  readonly detail: string;
  readonly fix: string | null;
}

/** The keychain of the system, under one studio's name. No call takes longer than its limit. */
export interface Keychain {
  /** What a person calls it. */
  readonly label: string;
  /** Proves that it works, and reads these names: null where it has none. */
  open(names: readonly string[]): Promise<Result<ReadonlyMap<string, string | null>, KeychainFault>>;
  set(name: string, value: string): Promise<Result<null, KeychainFault>>;
  remove(names: readonly string[]): Promise<Result<null, KeychainFault>>;
}

export interface KeychainParts {
  readonly children: Pick<Children, 'start'>;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Names the studio. */
  readonly service: string;
  /** Left out, 10 seconds. */
  readonly limitMs?: number;
}

/** What the native code needs to find the keychain, beside what every child gets. */
const needed = ['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'USER'];

const labels: Readonly<Record<string, string>> = {
  darwin: "macOS's keychain",
  win32: "Windows' credential manager",
};
const openedSchema = z.record(z.string(), z.string().nullable());

/** The keychain, asked in child processes. Asks nothing before `open`. */
export function createKeychain({ children, env, platform, service, limitMs = 10_000 }: KeychainParts): Keychain {
  const label = labels[platform] ?? "this desktop's keychain";
  const extraEnv = Object.fromEntries(
    needed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name] ?? '']])),
  );

  async function ask(task: KeychainTaskName, input: object): Promise<Result<unknown, KeychainFault>> {
    const { ended } = children.start(task, { service, ...input }, { timeoutMs: limitMs, extraEnv });
    const end = await ended;
    return end.kind === 'done' ? ok(end.result) : err(faultOf(end, label, limitMs));
  }

  return {
    label,
    async open(names) {
      if (platform === 'linux' && (env['DBUS_SESSION_BUS_ADDRESS'] ?? '') === '') {
        return err({ detail: 'There is no desktop session here, so no keychain.', fix: null });
      }
      const opened = await ask('keychain-open', { names });
      if (!opened.ok) return opened;
      return ok(new Map(Object.entries(openedSchema.parse(opened.value))));
    },
    async set(name, value) {
      const set = await ask('keychain-set', { name, value });
      return set.ok ? ok(null) : set;
    },
    async remove(names) {
      const removed = await ask('keychain-remove', { names });
      return removed.ok ? ok(null) : removed;
    },
  };
}

/** Nothing that the child said is passed on word by word but the library's own sentence, which names no value. */
function faultOf(end: Exclude<ChildEnd, { kind: 'done' }>, label: string, limitMs: number): KeychainFault {
  switch (end.kind) {
    case 'timeout':
      return {
        detail: `${label} did not answer within ${limitMs / 1000} s.`,
        fix: 'If it asks for its password, unlock it, and restart the studio.',
      };
    case 'failed':
      if (end.code === 'MODULE_NOT_FOUND' || end.code === 'ERR_MODULE_NOT_FOUND') {
        return { detail: 'The part of VideoExpress that speaks with keychains is not installed here.', fix: null };
      }
      return {
        detail: `${label} cannot be used: ${end.message}.`,
        fix: 'Unlock it, or set one up, and restart the studio.',
      };
    case 'aborted':
      return { detail: 'The studio was stopped meanwhile.', fix: null };
    default:
      return { detail: `The part that speaks with ${label} ended unexpectedly.`, fix: null };
  }
}
