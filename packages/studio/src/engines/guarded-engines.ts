import type { Clock } from '../clock.ts';
import { EngineRegistry } from './engine-registry.ts';
import { onceSecretsKnown } from './once-secrets-known.ts';
import type { RenderEngine } from './render-engine.ts';
import { withTimeLimits } from './with-time-limits.ts';
import { type Redact, withoutSecrets } from './without-secrets.ts';

/** The engines as everything else may use them: no call hangs, and nothing that they say holds a secret. */
export function guardedEngines(
  engines: readonly RenderEngine[],
  publishing: readonly RenderEngine[],
  around: { readonly clock: Clock; readonly known: Promise<unknown>; readonly redact: Redact },
): EngineRegistry {
  const guarded = (engine: RenderEngine) =>
    withoutSecrets(onceSecretsKnown(withTimeLimits(engine, around.clock), around.known), around.redact);
  return new EngineRegistry(engines.map(guarded), publishing.map(guarded));
}
