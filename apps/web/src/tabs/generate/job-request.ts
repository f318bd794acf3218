import type { Asset, CreateJobRequest, Engine, EngineModel, JobKindId } from '@videoexpress/job-schema';
import type { FramePlan } from './frame-plan.ts';

/** What a person has put into the form. */
export interface GenerateDraft {
  readonly prompt: string;
  readonly image: Asset | null;
}

/** The kind of job that a draft makes: a picture starts moving, or a prompt alone becomes a clip. */
export function kindOf(draft: Pick<GenerateDraft, 'image'>): JobKindId {
  return draft.image === null ? 'text_to_video' : 'image_to_video';
}

/** Whether there is anything to make a clip from. */
export function isEmpty(draft: GenerateDraft): boolean {
  return draft.image === null && draft.prompt.trim() === '';
}

/** The model of an engine that runs a kind: its default where that can, else the first that can. */
export function modelFor(engine: Engine | undefined, kind: JobKindId): EngineModel | undefined {
  return engine?.models.find((model) => model.kinds.includes(kind));
}

/**
 * The request for a draft. Engine and model are named, so that what runs is what the page said would run; without a plan
 * the engine's own defaults hold.
 */
export function jobRequest(
  draft: GenerateDraft,
  engine: Engine | undefined,
  model: EngineModel | undefined,
  plan: FramePlan | null,
): CreateJobRequest {
  const { prompt, image } = draft;
  return {
    kind: kindOf(draft),
    input: {
      ...(image !== null && prompt.trim() === '' ? {} : { prompt }),
      ...(image === null ? {} : { image: image.id }),
      ...plan,
      ...(model === undefined ? {} : { model: model.id }),
    },
    ...(engine === undefined ? {} : { engine: engine.id }),
  };
}
