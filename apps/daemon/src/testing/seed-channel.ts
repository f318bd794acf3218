import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  createClipFiles,
  createSealer,
  createStudioKey,
  ensureFolders,
  openSecretVault,
  resolveFolders,
} from '@videoexpress/host';
import {
  type AssetId,
  type ConnectionId,
  err,
  newConnectionId,
  type PublishingService,
} from '@videoexpress/job-schema';
import { openLocalStore } from '@videoexpress/local-store';
import { tokensPurpose } from '@videoexpress/studio';
import { memoryLog } from './memory-log.ts';
import { newAsset } from './studio-double.ts';

/** What a seeded studio has. */
export interface SeededChannel {
  readonly connectionId: ConnectionId;
  readonly clip: AssetId;
}

/**
 * Puts a connected account and a clip into the data folder of a daemon that has yet to start, as a login and an import would
 * have left them. Its keys lie in the sealed file: a keychain is not asked.
 *
 * @param token the access token that the service will see
 */
export async function seedChannel(
  root: string,
  seed: { readonly service: PublishingService; readonly clipPath: string; readonly token: string },
): Promise<SeededChannel> {
  const folders = resolveFolders({ env: {}, platform: process.platform, homeDir: root }, root);
  if (!folders.ok) throw new Error(folders.error.detail);
  const made = ensureFolders(folders.value);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const fault = err({ detail: 'There is none here.', fix: null });
  const vault = openSecretVault({
    paths: folders.value,
    keychain: () => ({ label: 'none', open: async () => fault, set: async () => fault, remove: async () => fault }),
    onValue: () => undefined,
    log: memoryLog(),
  });
  const sealer = createSealer({ key: createStudioKey(vault), onValue: () => undefined });
  const opened = openLocalStore(folders.value.databaseFile, { dataFolder: folders.value.data });
  if (!opened.ok) throw new Error(opened.error.detail);
  const store = opened.value;
  const nowMs = Date.now();
  const hourMs = 3_600_000;
  const accountId = 'account-1';
  const tokens = JSON.stringify({ access: seed.token, refresh: 'refresh-token-of-the-seed' });
  const sealed = await sealer.seal(tokensPurpose(seed.service, accountId), tokens);
  if (!sealed.ok) throw new Error(sealed.error.detail);
  const { connection } = await store.connections.save(
    {
      id: newConnectionId(),
      service: seed.service,
      accountId,
      accountName: 'Low Tide Films',
      handle: null,
      accountUrl: null,
      scopes: [],
      tokensSealed: sealed.value,
      accessExpiresAtMs: nowMs + 24 * hourMs,
      expiresAtMs: null,
      refreshedAtMs: nowMs,
    },
    nowMs,
  );
  const { size: bytes } = statSync(seed.clipPath);
  const asset = newAsset('video', { name: 'Low tide', bytes, width: 1280, height: 720, durationSeconds: 8, fps: 24 });
  const path = createClipFiles(folders.value).clipPath('2026-01', `${asset.id}.mp4`);
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(seed.clipPath, path);
  await store.assets.insert({ asset, path, posterPath: null, settings: null }, nowMs);
  await store.close();
  return { connectionId: connection.id, clip: asset.id };
}
