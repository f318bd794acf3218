import { parameterDefaults } from '@videoexpress/job-schema';
import { parameterValueWords } from '../../words/parameter-words.ts';
import { type GenerateDraft, type ModelSettings, parameterValues } from './draft.ts';
import type { FramePlan } from './frame-plan.ts';
import type { RunsOn } from './job-request.ts';

/** What stands under More, in a line: the seed, the rate, and whatever is not as the model has it. */
export function moreSummary(
  draft: Pick<GenerateDraft, 'seed' | 'runAt'>,
  on: RunsOn | undefined,
  settings: ModelSettings | null,
  plan: FramePlan | null,
): string {
  const parts = [draft.seed === null ? 'Seed random' : `Seed ${draft.seed}`];
  if (plan !== null) parts.push(`${plan.fps} fps`);
  if (settings?.size) parts.push(`${settings.size.width} × ${settings.size.height}`);
  if (on !== undefined && settings !== null) {
    const values = parameterValues(on.model, settings);
    const usual = parameterDefaults(on.model, settings.parameters);
    for (const parameter of on.model.parameters) {
      const value = values[parameter.name];
      if (value === undefined || value === usual[parameter.name]) continue;
      parts.push(`${parameter.label.toLowerCase()} ${parameterValueWords(parameter, value)}`);
    }
  }
  if (draft.runAt !== null) parts.push('starts later');
  return parts.join(', ');
}
