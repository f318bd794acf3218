import { type AuditEntry, newJobId } from '@videoexpress/job-schema';
import { listAuditPage } from '../testing/audit-page.ts';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { outcomeOf, type HttpTestApp, startHttpTestApp } from '../testing/http-test-app.ts';
import { keptStudios } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const apps: HttpTestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function whole() {
  const engine = new ScriptedEngine();
  const test = studio(engine);
  await test.studio.start();
  const app = await startHttpTestApp({
    studio: test.studio,
    clock: test.clock,
    sessionStore: test.store.sessions,
    uploadFolder: test.folders.uploads,
    mediaFolders: [test.folders.media, test.folders.posters],
  });
  apps.push(app);
  const send = (method: string, path: string, body?: unknown, cookie?: string) => {
    const headers: Record<string, string> = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie === undefined ? {} : { cookie, 'x-videoexpress': '1' }),
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return cookie === undefined ? app.fetch(path, init) : app.fetchOpen(path, init);
  };
  const audit = (query = '') => listAuditPage(app, query);
  const lines = async () => (await audit()).items.toReversed().map(inShort);
  return { app, test, engine, send, audit, lines };
}

function inShort({ action, subject, actor, detail }: AuditEntry): string {
  return [action, subject, actor, detail].filter((part) => part !== null).join(' · ');
}

async function renderedAsset(test: TestStudio, engine: ScriptedEngine) {
  const job = await test.create();
  await test.untilState(job.id, 'submitted');
  engine.finish(engine.submissions.at(-1)?.attemptId ?? '');
  const end = await test.untilEnd(job.id);
  const assetId = end.output.assetIds[0];
  if (assetId === undefined) throw new Error('The job has a clip');
  return { jobId: job.id, assetId };
}

describe('the audit log over HTTP', () => {
  it('has who came in and went, and who was refused', async () => {
    const { app, send, lines } = await whole();
    const cookie = await app.logIn();
    expect((await send('POST', '/api/v1/logout', undefined, cookie)).status).toBe(204);
    expect((await app.fetchOpen('/login?code=wrong')).status).toBe(401);
    expect((await app.fetchOpen('/login?code=wrong')).status).toBe(401);
    expect(await lines()).toEqual([
      'login · browser',
      'logout · browser',
      'login_refused · browser · A login link that was used, too old or wrong',
    ]);
  });

  it('names whoever changed a key, and nothing of its value', async () => {
    const { app, send, lines, audit } = await whole();
    const value = 'sk-canary-0123456789abcdefWXYZ';
    const cookie = await app.logIn();
    await send('PUT', '/api/v1/secrets/OPENAI_API_KEY', { value }, cookie);
    await send('POST', '/api/v1/secrets/OPENAI_API_KEY/undo');
    await send('PUT', '/api/v1/secrets/OPENAI_API_KEY', { value });
    await send('DELETE', '/api/v1/secrets/OPENAI_API_KEY', undefined, cookie);
    await send('DELETE', '/api/v1/secrets/GEMINI_API_KEY', undefined, cookie);
    expect((await lines()).slice(1)).toEqual([
      'secret_set · OPENAI_API_KEY · browser',
      'secret_removed · OPENAI_API_KEY · program · The change before was taken back',
      'secret_set · OPENAI_API_KEY · program',
      'secret_removed · OPENAI_API_KEY · browser',
    ]);
    expect(JSON.stringify(await audit())).not.toContain('WXYZ');
  });

  it('has what was deleted, brought back and deleted for good, by id and never by a prompt', async () => {
    const { test, engine, send, lines, audit } = await whole();
    const { jobId, assetId } = await renderedAsset(test, engine);
    const other = await renderedAsset(test, engine);
    await send('DELETE', `/api/v1/jobs/${newJobId()}`);
    await send('DELETE', `/api/v1/jobs/${jobId}`);
    await send('DELETE', `/api/v1/assets/${assetId}`);
    await send('POST', `/api/v1/assets/${assetId}/restore`);
    await send('POST', '/api/v1/asset-changes', { ids: [assetId, other.assetId], change: { isTrashed: true } });
    await send('DELETE', `/api/v1/assets/${assetId}?permanent=1`);
    await send('POST', '/api/v1/trash/empty');
    expect(await lines()).toEqual([
      `job_deleted · ${jobId} · program`,
      `asset_trashed · ${assetId} · program`,
      `asset_restored · ${assetId} · program`,
      'asset_trashed · program · 2 files',
      `asset_purged · ${assetId} · program`,
      'asset_purged · program · The trash was emptied: 1 file',
    ]);
    expect(JSON.stringify(await audit())).not.toContain('fox');
  });

  it('has the settings that decide something, by name alone', async () => {
    const { send, lines } = await whole();
    await send('PATCH', '/api/v1/settings', { theme: 'dark', monthlyBudgetUsd: 20, trashDays: 3 });
    expect(await lines()).toEqual([
      'setting_changed · trashDays · program',
      'setting_changed · monthlyBudgetUsd · program',
    ]);
  });

  it('says what the studio let go of by itself', async () => {
    const { test, engine, send, lines } = await whole();
    const { assetId } = await renderedAsset(test, engine);
    await send('DELETE', `/api/v1/assets/${assetId}`);
    test.clock.advance(8 * 24 * 3_600_000);
    await test.until(async () => (await lines()).length > 1, 60_000);
    expect((await lines()).at(-1)).toBe('asset_purged · studio · 1 file that lay in the trash for long enough');
  });

  it('is read page by page and by action, and refuses what is neither', async () => {
    const { send, audit, app } = await whole();
    for (const trashDays of [1, 2, 3]) await send('PATCH', '/api/v1/settings', { trashDays });
    const first = await audit('?limit=2');
    expect(first.items.map(({ id }) => id)).toEqual([3, 2]);
    expect((await audit(`?limit=2&cursor=${first.nextCursor}`)).items.map(({ id }) => id)).toEqual([1]);
    expect((await audit('?action=login,logout')).items).toEqual([]);
    expect(await outcomeOf(await app.fetch('/api/v1/audit?cursor=next'))).toBe('400 invalid_input');
    expect(await outcomeOf(await app.fetch('/api/v1/audit?action=everything'))).toBe('400 invalid_input');
    expect((await app.fetchOpen('/api/v1/audit')).status).toBe(401);
  });
});
