import { describe, expect, it } from 'vitest';
import { assetOf } from '../../../testing/asset-of.ts';
import { engineOf } from '../../../testing/engine-of.ts';
import { modelOf } from '../../../testing/model-of.ts';
import { emptyDraft } from '../draft.ts';
import { jobRequest } from '../job-request.ts';
import { whyNot, withTriggerWords } from './lora-fit.ts';

const loraOf = (base: 'wan-5b' | 'wan-14b' | null, triggerWords: string[] = []) =>
  assetOf({ type: 'lora', name: 'Film', lora: { base, rank: 16, triggerWords } });
const model = { ...modelOf(), loraBase: 'wan-5b' as const };

describe('a LoRA on a model', () => {
  it('goes on where the bases are one, or its own is not known; else the reason is said', () => {
    expect(whyNot(loraOf('wan-5b'), model)).toBeNull();
    expect(whyNot(loraOf(null), model)).toBeNull();
    expect(whyNot(loraOf('wan-14b'), model)).toContain('Wan 14B');
    expect(whyNot(loraOf('wan-5b'), modelOf())).toContain('takes no LoRAs');
  });

  it('is sent with its strength, and one of another base stays on the form without being sent', () => {
    const [good, wrong] = [loraOf('wan-5b'), loraOf('wan-14b')];
    const loras = [
      { asset: good, scale: 0.8 },
      { asset: wrong, scale: 1 },
    ];
    const draft = { ...emptyDraft, prompt: 'A fox', loras };
    const on = { engine: engineOf({ models: [model] }), model };
    expect(jobRequest(draft, on).input['loras']).toEqual([{ lora: good.id, scale: 0.8 }]);
    expect(jobRequest(draft, undefined).input).not.toHaveProperty('loras');
  });
});

describe('trigger words', () => {
  it('come before the prompt, once', () => {
    const lora = loraOf('wan-5b', ['vxfilm', 'grain']);
    expect(withTriggerWords('A fox', lora)).toBe('vxfilm, grain, A fox');
    expect(withTriggerWords('A fox, VXFILM', lora)).toBe('grain, A fox, VXFILM');
    expect(withTriggerWords('', lora)).toBe('vxfilm, grain');
    expect(withTriggerWords('A fox', loraOf(null))).toBe('A fox');
  });
});
