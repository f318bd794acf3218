'use client';

import { parameterDefaults, projectIdSchema } from '@videoexpress/job-schema';
import { useQuery } from '@tanstack/react-query';
import { projectsQuery } from '../../../library/library-queries.ts';
import { NumberField } from '../../../parts/number-field.tsx';
import { presetsOf } from '../as-good-as-it-gets.ts';
import { parameterValues } from '../draft.ts';
import type { GenerateFormState } from '../use-generate-form.ts';
import { ExactSize } from './exact-size.tsx';
import { Field, fieldClasses, ParameterField } from './parameter-field.tsx';
import { fromLocalField, toLocalField } from '../../../words/local-time.ts';
import { SeedField } from './seed-field.tsx';

function ProjectField({ form }: { form: GenerateFormState }) {
  const { data: projects } = useQuery(projectsQuery);
  const { projectId } = form.draft;
  if (projects === undefined || (projects.length === 0 && projectId === null)) return null;
  return (
    <Field label="Project" help="Where the clip goes in the Library." error={undefined} onReset={null}>
      {({ id, describedBy }) => (
        <select
          id={id}
          aria-describedby={describedBy}
          value={projectId ?? ''}
          onChange={(change) => {
            const chosen = projectIdSchema.safeParse(change.target.value);
            form.change({ projectId: chosen.success ? chosen.data : null });
          }}
          className={`${fieldClasses} h-8 max-md:h-10`}
        >
          <option value="">No project</option>
          {projects.map((project) => (
            <option key={project.id} value={project.id}>
              {project.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What is rarely set: the seed, the model's own controls, rate, size, project, start. Kept for each model. */
export function MorePanel({ form }: { form: GenerateFormState }) {
  const { on, settings, draft, errors } = form;
  if (on === undefined || settings === null) return null;
  const { model } = on;
  const values = parameterValues(model, settings);
  const usual = parameterDefaults(model, settings.parameters);
  const presets = presetsOf(model);
  const fps = settings.fps ?? model.defaults.fps;
  return (
    <div className="grid gap-3">
      <SeedField seed={draft.seed} error={errors['more.seed']} onChange={(seed) => form.change({ seed })} />
      {model.parameters
        .filter((parameter) => parameter !== presets)
        .map((parameter) => (
          <ParameterField
            key={`${model.id} ${parameter.name}`}
            parameter={parameter}
            value={values[parameter.name] ?? parameter.default}
            usual={usual[parameter.name] ?? parameter.default}
            error={errors[`more.${parameter.name}`]}
            onChange={(value) =>
              form.changeSettings({ parameters: { ...settings.parameters, [parameter.name]: value } })
            }
          />
        ))}
      <Field
        label="Frames a second"
        help=""
        error={errors['more.fps']}
        onReset={settings.fps === null ? null : () => form.changeSettings({ fps: null })}
        isInline
      >
        {({ id, describedBy }) => (
          <NumberField
            {...{ id, describedBy }}
            label="Frames a second"
            value={fps}
            min={model.limits.fps.min}
            max={model.limits.fps.max}
            onChange={(rate) => {
              const isOwn = rate === model.defaults.fps;
              form.change({ frames: null });
              form.changeSettings({ fps: isOwn ? null : Math.round(rate) });
            }}
            className="w-20"
          />
        )}
      </Field>
      <ExactSize form={form} on={on} />
      <ProjectField form={form} />
      <Field
        label="Start at"
        help={draft.runAt === null ? 'As soon as there is room.' : 'Not before then; later if the queue is busy.'}
        error={undefined}
        onReset={draft.runAt === null ? null : () => form.change({ runAt: null })}
      >
        {({ id, describedBy }) => (
          <input
            id={id}
            aria-describedby={describedBy}
            type="datetime-local"
            value={toLocalField(draft.runAt)}
            onChange={(change) => form.change({ runAt: fromLocalField(change.target.value) })}
            className={`${fieldClasses} h-8 max-md:h-10`}
          />
        )}
      </Field>
    </div>
  );
}
