import { err, ok, type PatchSettings, type Result, type Settings } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { CrashReports } from '../crash-reports/crash-reports.ts';
import type { LoginService } from '../connections/login-service.ts';
import type { EngineRegistry } from '../engines/engine-registry.ts';
import type { Log } from '../log.ts';
import type { CloudClient } from '../mirror/cloud-client.ts';
import type { ObjectStorage } from '../objects/object-store.ts';
import type { Refusal } from '../refusal.ts';
import { patchRefusal } from './check-patch.ts';
import { resolveSettings } from './resolve-settings.ts';
import type { SettingsStore } from './settings-store.ts';
import { readStored, withPatch } from './stored-settings.ts';

export interface SettingsDeps {
  readonly store: SettingsStore;
  readonly engines: EngineRegistry;
  readonly objects: Pick<ObjectStorage, 'configure'>;
  readonly cloud: { readonly client: Pick<CloudClient, 'configure'> };
  readonly crashReports: Pick<CrashReports, 'configure'>;
  readonly loginServices: readonly Pick<LoginService, 'configure'>[];
  readonly clock: Clock;
  readonly log: Log;
  /** The settings are other ones now. */
  readonly onChange: () => void;
}

/** What a person has set, kept in the database and in force at once. */
export function createSettings(deps: SettingsDeps) {
  const { store, engines, objects, crashReports, clock, log } = deps;
  let current = resolveSettings({}, engines.all).settings;
  apply(current);

  function putInForce(settings: Settings): void {
    apply(settings);
    // Not before the settings are known: somebody may have said no.
    crashReports.configure(settings.crashReports);
  }

  function apply(settings: Settings): void {
    current = settings;
    engines.prefer(settings.defaultEngine);
    for (const engine of engines.all) engine.configure(settings.engines[engine.description.id] ?? {});
    objects.configure(settings.objectStorage);
    deps.cloud.client.configure(settings.supabaseUrl);
    for (const service of deps.loginServices) service.configure(settings.oauthClients);
  }

  return {
    /** What is in force now. The defaults before `load`. */
    current: (): Settings => current,

    /** Reads what was kept by earlier runs, and puts it in force. */
    async load(): Promise<void> {
      const { stored, faults } = readStored(await store.read());
      const resolved = resolveSettings(stored, engines.all);
      const fallen = [...faults, ...resolved.faults];
      if (fallen.length > 0) {
        log.warn({ settings: fallen }, 'Some settings cannot be used as they were kept; their defaults are in force');
      }
      putInForce(resolved.settings);
    },

    /** What the database has, so that an answer is never older than an event it is said to include. */
    async read(): Promise<Settings> {
      return resolveSettings(readStored(await store.read()).stored, engines.all).settings;
    },

    /** Changes what the patch names, nothing else. Refused: an engine there is not, a value out of bounds. */
    async patch(patch: PatchSettings): Promise<Result<Settings, Refusal>> {
      const refusal = patchRefusal(patch, engines.all);
      if (refusal !== null) return err(refusal);
      const changed = await store.change((raw) => {
        const stored = withPatch(readStored(raw).stored, patch);
        return { stored, settings: resolveSettings(stored, engines.all).settings };
      }, clock.now());
      putInForce(changed);
      deps.onChange();
      return ok(changed);
    },
  };
}

export type StudioSettings = ReturnType<typeof createSettings>;
