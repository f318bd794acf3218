import {
  type AuditActor,
  err,
  lastFourOf,
  ok,
  type Result,
  type Secret,
  type SecretChange,
  secretDefinitions,
  type SecretName,
  secretServices,
  type ServiceHealth,
} from '@videoexpress/job-schema';
import type { AuditLog, AuditNote } from '../audit/audit-log.ts';
import { type Clock, isoTime } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Refusal } from '../refusal.ts';
import { valueRefusal } from './check-value.ts';
import { createSecretReader } from './secret-reader.ts';
import type { KeptSecret, OutsideSecrets, SecretVault, VaultError } from './secret-vault.ts';
import type { Secrets } from './secrets.ts';
import { UndoWindow } from './undo-window.ts';

export interface SecretsDeps {
  readonly vault: SecretVault;
  readonly outside: OutsideSecrets;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'note'>;
  /** Writes the change to the event log. */
  readonly tell: (change: SecretChange) => Promise<void>;
  /** Another value is in force, or none: services may be other than they were. */
  readonly onChange: () => void;
}

type Definition = (typeof secretDefinitions)[number];

/** What is known of each secret, and every change of one. The environment wins over what is kept. */
export function createSecrets({ vault, outside, clock, log, audit, tell, onChange }: SecretsDeps) {
  const undoable = new UndoWindow(clock);
  /** Changes go one after the other, so that what one overwrites is what the one before it wrote. */
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(change: () => Promise<T>): Promise<T> {
    const mine = last.then(change);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function describe(definition: Definition): Promise<Secret> {
    const { name, label, service, from } = definition;
    const kept = await vault.read(name);
    const set = outside[name];
    const value = set?.value ?? kept?.value ?? null;
    const held = undoable.look(name);
    return {
      name,
      label,
      service: { id: service, label: secretServices[service] },
      from,
      set: value !== null,
      lastFour: value === null ? null : lastFourOf(value),
      source: set === undefined ? (value === null ? null : (kept?.kept ?? null)) : 'env',
      setIn: set?.source ?? null,
      stored: kept?.kept ?? null,
      problem: kept?.problem ?? null,
      undoUntil: held === null ? null : isoTime(held.untilMs),
    };
  }

  const definitionOf = (name: SecretName): Definition => {
    const found = secretDefinitions.find((each) => each.name === name);
    if (found === undefined) throw new Error(`No secret has the name ${name}`);
    return found;
  };

  /** Writes one value, or takes it away, and holds what was there before. */
  async function change(name: SecretName, value: string | null, by: AuditActor): Promise<Result<Secret, Refusal>> {
    const before = await vault.read(name);
    const done = value === null ? await vault.remove(name) : await vault.put(name, value);
    if (!done.ok) return err(refusalOf(done.error));
    // What could not be read cannot be brought back, and is not said to be.
    if (isWhole(before)) undoable.hold(name, before?.value ?? null);
    else undoable.forget(name);
    return ok(await tellChange(name, { action: value === null ? 'secret_removed' : 'secret_set', actor: by }));
  }

  async function tellChange(name: SecretName, note: AuditNote): Promise<Secret> {
    await audit.note({ ...note, subject: name });
    const secret = await describe(definitionOf(name));
    log.info({ name, set: secret.set, source: secret.source }, 'A secret was changed');
    try {
      await tell({ name, set: secret.set });
    } catch (cause) {
      // The change itself stands; open pages show it when they next read.
      log.warn({ err: cause, name }, 'A change of a secret could not be told to open pages');
    }
    onChange();
    return secret;
  }

  const secrets: Secrets = {
    ...createSecretReader(vault, outside),

    async list() {
      const items: Secret[] = [];
      for (const definition of secretDefinitions) items.push(await describe(definition));
      return { items, nextCursor: null, store: await vault.describe() };
    },

    put: (name, value, underEnvironment, by) =>
      inTurn(async () => {
        if (outside[name] !== undefined && !underEnvironment) return err(fromEnvironment(name, outside[name].source));
        const refusal = valueRefusal(name, value);
        if (refusal !== null) return err(refusal);
        return change(name, value, by);
      }),

    remove: (name, by) =>
      inTurn(async () => {
        const kept = await vault.read(name);
        if (kept !== null) return change(name, null, by);
        if (outside[name] !== undefined) return err(fromEnvironment(name, outside[name].source));
        return ok(await describe(definitionOf(name)));
      }),

    undo: (name, by) =>
      inTurn(async () => {
        const held = undoable.look(name);
        if (held === null) {
          return err({ code: 'invalid_state', detail: 'It is too late to take this back. Enter the value again.' });
        }
        const done = held.before === null ? await vault.remove(name) : await vault.put(name, held.before);
        if (!done.ok) return err(refusalOf(done.error));
        undoable.forget(name);
        const action = held.before === null ? 'secret_removed' : 'secret_set';
        return ok(await tellChange(name, { action, actor: by, detail: 'The change before was taken back' }));
      }),
  };

  return {
    ...secrets,
    /** How the store is, as one of the studio's own services. */
    async health(): Promise<ServiceHealth> {
      const { status, detail, fix } = await vault.describe();
      return { id: 'secrets', label: 'Keys', status, latencyMs: null, detail, fix };
    },
    /** Forgets what could still be taken back. */
    close: () => undoable.clear(),
  };
}

/** Nothing was kept, or what was kept could be read. */
function isWhole(kept: KeptSecret | null): boolean {
  return kept === null || kept.value !== null;
}

function refusalOf({ code, detail }: VaultError): Refusal {
  return { code, detail };
}

function fromEnvironment(name: SecretName, source: 'environment' | 'env_file'): Refusal {
  const where = source === 'environment' ? 'The environment' : 'A .env file';
  return {
    code: 'secret_from_environment',
    detail: `${where} sets ${name}, and that wins. Take it out there and restart, then set it here.`,
  };
}
