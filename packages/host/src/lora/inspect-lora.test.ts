import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectLora } from './inspect-lora.ts';
import { isSafetensors } from './safetensors-header.ts';
import { writeSafetensors } from '../testing/write-safetensors.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-lora-'));
  path = join(folder, 'style.safetensors');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a LoRA file', () => {
  it.each([
    ['as diffusers writes Wan 1.3B', 'transformer.blocks.0.attn1.to_q.lora_A.weight', 1536, 'wan-1.3b'],
    ['in the original names of Wan 5B', 'diffusion_model.blocks.7.self_attn.q.lora_A.weight', 3072, 'wan-5b'],
    ['as musubi writes Wan 14B', 'lora_unet_blocks_0_self_attn_v.lora_down.weight', 5120, 'wan-14b'],
    ['as peft writes its default adapter', 'blocks.3.attn1.to_k.lora_A.default.weight', 5120, 'wan-14b'],
    ['of CogVideoX 2B', 'transformer.transformer_blocks.0.attn1.to_k.lora_A.weight', 1920, 'cogvideox-2b'],
    ['of CogVideoX 5B', 'transformer_blocks.0.attn1.to_q.lora_A.weight', 3072, 'cogvideox-5b'],
    ['of a model that nobody here knows', 'transformer.single_blocks.0.to_q.lora_A.weight', 4096, null],
  ])('%s says what it was trained for', async (_what, name, width, base) => {
    writeSafetensors(path, { 'other.ffn.0.lora_A.weight': [32, 99], [name]: [32, width] });
    const inspected = await inspectLora(path);
    const bytes = readFileSync(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(inspected).toEqual({
      ok: true,
      value: { bytes: bytes.length, sha256, lora: { base, rank: 32, triggerWords: [] } },
    });
  });

  it.each([
    [{ 'modelspec.trigger_phrase': 'vxstyle, film grain' }, ['vxstyle', 'film grain']],
    [{ trained_words: '["ohwx man", "ohwx man"]' }, ['ohwx man']],
    [{ trigger_word: '  ' }, []],
  ])('names its trigger words: %j', async (metadata, words) => {
    writeSafetensors(path, { 'blocks.0.attn1.to_q.lora_A.weight': [4, 1536] }, metadata);
    expect(await inspectLora(path)).toMatchObject({ ok: true, value: { lora: { triggerWords: words } } });
  });
});

describe('a file that is no LoRA', () => {
  const refusal = async () => {
    const inspected = await inspectLora(path);
    return inspected.ok ? '' : inspected.error.reason;
  };

  it('but a whole model is told so', async () => {
    writeSafetensors(path, { 'blocks.0.attn1.to_q.weight': [1536, 1536] });
    expect(await isSafetensors(path)).toBe(true);
    expect(await refusal()).toContain('no LoRA');
  });

  it('because it is cut off, is told so, whether in its weights or in its header', async () => {
    writeSafetensors(path, { 'blocks.0.attn1.to_q.lora_A.weight': [4, 1536] });
    const whole = readFileSync(path).length;
    truncateSync(path, whole - 1);
    expect(await refusal()).toContain('cut off');
    truncateSync(path, 40);
    expect(await isSafetensors(path)).toBe(false);
  });

  it.each([
    ['a pickle', Buffer.from("\u0080\u0002cos\nsystem\n(S'true'\ntR.", 'latin1')],
    ['nothing', Buffer.alloc(0)],
    ['a header of 16 EB', Buffer.concat([Buffer.alloc(8, 0xff), Buffer.from('{}')])],
    ['a picture', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1')],
  ])('but %s, is not even looked into', async (_what, bytes) => {
    writeFileSync(path, bytes);
    expect(await isSafetensors(path)).toBe(false);
    expect(await inspectLora(path)).toMatchObject({ ok: false, error: { code: 'not_a_lora' } });
  });

  it.each([
    ['of other than JSON', '{"a": '],
    [
      'with a tensor that ends before it begins',
      '{"a.lora_A.weight":{"dtype":"F16","shape":[1,1],"data_offsets":[2,0]}}',
    ],
    ['with a tensor of no shape', '{"a.lora_A.weight":{"dtype":"F16","data_offsets":[0,2]}}'],
    ['that is a list', '[]'.padStart(9, '{')],
  ])('because of a header %s', async (_what, header) => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    writeFileSync(path, Buffer.concat([length, Buffer.from(header)]));
    expect(await refusal()).toMatch(/header|damaged/);
  });
});
