import {
  type Asset,
  type ClipSettings,
  newAssetId,
  newJobId,
  newProjectId,
  type ProjectId,
} from '@videoexpress/job-schema';
import { isoTime, type NewAsset } from '@videoexpress/studio';
import { Kysely, SqliteDialect } from 'kysely';
import { indexAssets } from '../library/asset-search.ts';
import { prepareAssetStatements } from '../library/asset-statements.ts';
import { insertAssetRow } from '../library/insert-asset-row.ts';
import { openDatabase } from '../open-database.ts';
import type { Tables } from '../tables.ts';

const subjects =
  'fox,river,old lighthouse,astronaut,street market,glacier,ballerina,steam train,orchid,whale,静かな湖,赤い狐,東京の夜,จิ้งจอกแดง,붉은 여우,лиса в снегу,قطة على السطح'.split(
    ',',
  );
const scenes =
  'in falling snow,at dawn,under neon signs,in heavy rain,on a quiet beach,seen from above,in a forest of birches,by candlelight,in the desert,over the clouds,through a dusty window,at the end of summer'.split(
    ',',
  );
const styles =
  'slow motion,handheld camera,wide angle,cinematic lighting,shallow depth of field,time lapse,black and white,pastel colours,film grain,drone shot'.split(
    ',',
  );
const sizes = [
  [832, 480],
  [480, 832],
  [640, 640],
] as const;
const engines = ['sketch', 'runpod', 'workstation'];

/**
 * Fills the library of a database, which no daemon may have open, with `count` made-up clips, oldest first, the last of
 * them made at `lastMs`. Their files are not there. The same count gives the same clips, but for their ids.
 */
export async function fillLibrary(databaseFile: string, count: number, lastMs: number): Promise<void> {
  const opened = openDatabase(databaseFile);
  if (!opened.ok) throw new Error(opened.error.detail);
  const connection = opened.value;
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  const statements = prepareAssetStatements(connection, db);
  connection.exec('BEGIN IMMEDIATE');
  const projects: ProjectId[] = [];
  for (let index = 0; index < 20; index += 1) {
    const id = newProjectId();
    projects.push(id);
    const row = { id, name: `Project ${index + 1}`, created_at_ms: lastMs, deleted_at_ms: null };
    await db.insertInto('project').values(row).execute();
  }
  const places: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const added = madeUpClip(index, lastMs - (count - index) * 90_000, projects);
    const place = insertAssetRow(statements, added, (path) => path);
    if (index % 50 === 49) {
      await db.updateTable('asset').set({ deleted_at_ms: lastMs }).where('place', '=', place).execute();
    }
    places.push(place);
    if (places.length === 1000 || index === count - 1) await indexAssets(db, places.splice(0));
  }
  connection.exec('COMMIT');
  await db.destroy();
}

function madeUpClip(index: number, createdAtMs: number, projects: readonly ProjectId[]): NewAsset {
  const draw = drawer(index);
  const prompt = `${pick(subjects, draw)} ${pick(scenes, draw)}, ${pick(styles, draw)}, ${pick(styles, draw)} ${draw(5000)}`;
  const [width, height] = pick(sizes, draw);
  const engine = pick(engines, draw);
  const frames = 24 + draw(200);
  const seed = draw(4_294_967_295);
  const id = newAssetId();
  const isImage = draw(10) === 0;
  const settings: ClipSettings = {
    schema: 1,
    kind: 'text_to_video',
    input: { prompt, width, height, num_frames: frames, fps: 24, seed, model: `${engine}-1` },
    engine,
    appVersion: '0.1.0',
    jobId: newJobId(),
    inputHashes: {},
  };
  const asset: Asset = {
    id,
    type: isImage ? 'image' : 'video',
    name: isImage ? `Still ${index}` : prompt.split(' ').slice(0, 8).join(' '),
    bytes: 200_000 + draw(40_000_000),
    sha256: index.toString(16).padStart(64, '0'),
    mimeType: isImage ? 'image/png' : 'video/mp4',
    width,
    height,
    ...(isImage ? {} : { durationSeconds: frames / 24, fps: 24 }),
    ...(draw(4) === 0 ? { projectId: pick(projects, draw) } : {}),
    favourite: draw(20) === 0,
    warnings: [],
    createdAt: isoTime(createdAtMs),
  };
  const extension = isImage ? 'png' : 'mp4';
  return {
    asset,
    path: `media/2026-01/${id}.${extension}`,
    posterPath: `posters/${id}.webp`,
    settings: isImage ? null : settings,
    labels: isImage ? [] : [`The ${engine} engine`],
  };
}

function pick<T>(from: readonly T[], draw: (below: number) => number): T {
  const picked = from[draw(from.length)];
  if (picked === undefined) throw new Error('There is nothing to pick from');
  return picked;
}

/** Numbers that look random and are the same for the same start. */
function drawer(start: number): (below: number) => number {
  let state = (start + 1) * 0x9e3779b1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) >>> 0;
    return Math.floor(((state ^ (state >>> 12)) >>> 0) % below);
  };
}
