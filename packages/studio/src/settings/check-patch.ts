import { type FieldProblem, type PatchSettings } from '@videoexpress/job-schema';
import type { RenderEngine } from '../engines/render-engine.ts';
import { parameterProblem } from '../jobs/check-parameter.ts';
import type { Refusal } from '../refusal.ts';

/** Why a change cannot be made with these engines, each field named; null when it can. */
export function patchRefusal(patch: PatchSettings, engines: readonly RenderEngine[]): Refusal | null {
  const unknown = unknownEngines(patch, engines);
  if (unknown !== null) return unknown;
  const problems: FieldProblem[] = [];
  for (const [id, values] of Object.entries(patch.engines ?? {})) {
    const parameters = engines.find((engine) => engine.description.id === id)?.description.settings ?? [];
    for (const [name, value] of Object.entries(values)) {
      const path = `engines.${id}.${name}`;
      const parameter = parameters.find((each) => each.name === name);
      const problem =
        parameter === undefined
          ? unknownSetting(parameters.map((each) => each.name))
          : parameterProblem(parameter, value);
      if (problem !== null) problems.push({ path, message: problem });
    }
  }
  const [first] = problems;
  if (first === undefined) return null;
  return { code: 'invalid_input', detail: `${first.path}: ${first.message}`, errors: problems };
}

function unknownSetting(known: readonly string[]): string {
  return known.length === 0
    ? 'Unknown setting. This engine has none.'
    : `Unknown setting. Use one of: ${known.join(', ')}.`;
}

function unknownEngines(patch: PatchSettings, engines: readonly RenderEngine[]): Refusal | null {
  const ids = engines.map((engine) => engine.description.id);
  const known = ids.join(', ');
  const named = [
    ...(patch.defaultEngine === undefined ? [] : [{ path: 'defaultEngine', id: patch.defaultEngine }]),
    ...Object.keys(patch.engines ?? {}).map((id) => ({ path: `engines.${id}`, id })),
  ].filter(({ id }) => !ids.includes(id));
  const [first] = named;
  if (first === undefined) return null;
  return {
    code: 'engine_unknown',
    detail: `There is no engine “${first.id}”. Engines here: ${known}.`,
    errors: named.map(({ path }) => ({ path, message: `Unknown engine. Use one of: ${known}.` })),
  };
}
