// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { newAssetId, newProjectId } from '@videoexpress/job-schema';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ScriptedRequest } from '../testing/scripted-request.ts';
import { cancelUpload, clearUploads, queueUploads, retryUploads, useUploads } from './upload-store.ts';

const file = (name: string) => new File(['bytes'], name);
const states = () => renderHook(() => useUploads()).result.current.map(({ name, state }) => `${name} ${state.kind}`);
const open = () => ScriptedRequest.open;
/** Files are looked at before they are sent, which takes a moment. */
const untilSent = (count: number) => expect.poll(() => open().length).toBe(count);

function asset() {
  const facts = { type: 'image', name: 'a', bytes: 5, sha256: '0'.repeat(64), mimeType: 'image/png' };
  return { id: newAssetId(), ...facts, favourite: false, warnings: [], createdAt: '2026-01-01T00:00:00.000Z' };
}

describe('uploads', () => {
  const real = globalThis.XMLHttpRequest;
  beforeAll(() => void Reflect.set(globalThis, 'XMLHttpRequest', ScriptedRequest));
  afterEach(clearUploads);
  afterAll(() => void Reflect.set(globalThis, 'XMLHttpRequest', real));

  it('go two at a time, in order, and one that is refused stops no other', async () => {
    queueUploads(['a', 'b', 'c', 'd'].map(file));
    await untilSent(2);
    expect(states()).toEqual(['a sending', 'b sending', 'c waiting', 'd waiting']);
    open()[0]?.answer(201, asset());
    await expect.poll(states).toEqual(['a added', 'b sending', 'c sending', 'd waiting']);
    await untilSent(2);
    const problem = { type: '', title: '', status: 400, code: 'invalid_input', detail: 'No.' };
    open()[0]?.answer(400, problem);
    await expect.poll(states).toEqual(['a added', 'b failed', 'c sending', 'd sending']);
  });

  it('tell measured bytes, and how far one came that was cut', async () => {
    queueUploads([file('a')]);
    await untilSent(1);
    open()[0]?.progress(43, 100);
    const { result } = renderHook(() => useUploads());
    expect(result.current[0]?.state).toEqual({ kind: 'sending', fraction: 0.43 });
    open()[0]?.cut();
    await expect.poll(states).toEqual(['a failed']);
    retryUploads();
    await untilSent(1);
    open()[0]?.answer(200, asset());
    await expect.poll(states).toEqual(['a added']);
  });

  it('are cancelled one by one, and what waits moves up', async () => {
    queueUploads(['a', 'b', 'c'].map(file));
    await untilSent(2);
    const [first] = renderHook(() => useUploads()).result.current;
    cancelUpload(first?.id ?? 0);
    await expect.poll(states).toEqual(['b sending', 'c sending']);
  });

  it('carry their project, and say what came in', async () => {
    const added: string[] = [];
    queueUploads([file('a')], {
      projectId: newProjectId(),
      onAdded: ({ name }) => added.push(name),
    });
    await untilSent(1);
    expect([...(open()[0]?.form?.keys() ?? [])]).toEqual(['projectId', 'file']);
    open()[0]?.answer(201, asset());
    await expect.poll(() => added).toEqual(['a']);
  });

  it('count from one on when all before came to an end, and keep showing what did not come in', async () => {
    queueUploads([file('a'), new File([], 'empty')]);
    await untilSent(1);
    queueUploads([file('b')]);
    await untilSent(2);
    for (const request of open().slice()) request.answer(201, asset());
    await expect.poll(states).toEqual(['a added', 'empty failed', 'b added']);
    queueUploads([file('c')]);
    expect(states()).toEqual(['empty failed', 'c sending']);
  });

  it('never send what is empty', () => {
    queueUploads([new File([], 'nothing.png')]);
    expect(states()).toEqual(['nothing.png failed']);
  });
});
