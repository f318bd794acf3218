import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKnownSecrets } from '@videoexpress/host';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { expect, it } from 'vitest';
import { createQuotingEngine } from '../testing/canary/quoting-engine.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import { removeFolders, temporaryFolders, testStudio } from '../testing/test-studio.ts';

it('holds back what an engine says until the keychain has handed over what it may quote', async () => {
  const value = 'rpa_that-the-keychain-hands-over-late';
  const folders = temporaryFolders();
  const valuesFile = join(folders.state, 'values.json');
  writeFileSync(valuesFile, JSON.stringify([value]));
  const known = createKnownSecrets();
  let handOver: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    handOver = () => {
      known.add(value);
      resolve();
    };
  });
  const memory = memoryVault();
  const { description } = new ScriptedEngine({ resultPath: join(folders.data, 'no-clip') });
  const test = testStudio({
    folders,
    engines: [createQuotingEngine(valuesFile, description)],
    vault: { ...memory, describe: () => opened.then(() => memory.describe()) },
    redact: known.redact,
  });
  await test.studio.start();
  const job = await test.create({ engine: 'quoting', input: { prompt: 'reject this' } });
  await test.until(async () => (await test.job(job.id)).state !== 'queued');
  handOver();
  const failed = await test.untilEnd(job.id);
  expect(failed.state).toBe('failed');
  const said = JSON.stringify([failed, await test.studio.engines(), test.log.lines]);
  expect(said).toContain('[redacted]');
  expect(said).not.toContain(value);
  await test.close();
  await removeFolders(folders);
});
