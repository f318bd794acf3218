import {
  type Asset,
  type AssetId,
  assetRatios,
  assetSorts,
  type ListAssetsQuery,
  newProjectId,
  type ProjectId,
} from '@videoexpress/job-schema';
import { isoTime } from '@videoexpress/studio';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nameOrder } from '../search/name-order.ts';
import { openLibrary, type TestLibrary } from '../testing/open-library.ts';

let library: TestLibrary;
let projects: { live: ProjectId; other: ProjectId; deleted: ProjectId };
beforeEach(async () => {
  library = openLibrary();
  projects = { live: newProjectId(), other: newProjectId(), deleted: newProjectId() };
  for (const [name, id] of Object.entries(projects)) await library.projects.create({ id, name }, 1);
  await library.projects.remove(projects.deleted, 1);
});
afterEach(() => library.discard());

interface Known {
  readonly asset: Asset;
  readonly turn: number;
  readonly engine: string | undefined;
  readonly seed: number | undefined;
}

const startMs = Date.parse('2026-01-01T00:00:00.000Z');
const clip = fc.record({
  name: fc.constantFrom('clip 2', 'clip 10', 'Clip 1', 'Äpfel', 'apfel', 'zebra', '湖', 'лиса'),
  atMs: fc.integer({ min: startMs, max: startMs + 4 }),
  bytes: fc.integer({ min: 1, max: 4 }),
  seconds: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  size: fc.constantFrom([16, 9], [9, 16], [9, 9], undefined),
  favourite: fc.boolean(),
  type: fc.constantFrom('video', 'image'),
  project: fc.constantFrom('live', 'other', 'deleted', undefined),
  engine: fc.constantFrom('sketch', 'a-b', undefined),
  seed: fc.constantFrom(0, 7),
  isTrashed: fc.boolean(),
});
const filter = fc.record({
  type: fc.constantFrom('video', 'image'),
  projectId: fc.constantFrom('live', 'deleted', 'none'),
  engine: fc.constantFrom('sketch', 'a-b', 'a'),
  ratio: fc.constantFrom(...assetRatios),
  from: fc.integer({ min: startMs, max: startMs + 4 }),
  to: fc.integer({ min: startMs, max: startMs + 4 }),
  favourite: fc.constant('1'),
  seed: fc.constantFrom(0, 7, 8),
  trash: fc.constant('1'),
  q: fc.constantFrom('clip', 'c 1', 'apf', '湖', '!'),
});
const filterNames = [
  ...(['type', 'projectId', 'engine', 'ratio', 'from', 'to', 'favourite', 'seed', 'trash', 'q'] as const),
];
/** One filter or two: more of them would hardly ever find anything. */
const query = fc
  .tuple(filter, fc.shuffledSubarray(filterNames, { minLength: 1, maxLength: 2 }))
  .map(([all, names]): Partial<typeof all> => {
    return Object.fromEntries(Object.entries(all).filter(([name]) => names.some((each) => each === name)));
  });

async function fill(clips: readonly (typeof clip extends fc.Arbitrary<infer T> ? T : never)[]): Promise<Known[]> {
  library.empty();
  const known: Known[] = [];
  for (const [turn, each] of clips.entries()) {
    const [width, height] = each.size ?? [];
    const added = await library.add(
      {
        name: each.name,
        type: each.type,
        bytes: each.bytes,
        favourite: each.favourite,
        createdAt: isoTime(each.atMs),
        ...(width === undefined || height === undefined ? {} : { width, height }),
        ...(each.seconds === undefined ? {} : { durationSeconds: each.seconds }),
        ...(each.project === undefined ? {} : { projectId: projects[each.project] }),
      },
      each.engine === undefined ? undefined : { engine: each.engine, seed: each.seed },
    );
    if (each.isTrashed) await library.assets.change([added.id], { isTrashed: true }, startMs);
    const asset = await library.assets.get(added.id);
    if (asset === null) throw new Error('It was just added');
    known.push({ asset, turn, engine: each.engine, seed: each.engine === undefined ? undefined : each.seed });
  }
  return known;
}

type Filters = Omit<ListAssetsQuery, 'limit' | 'cursor' | 'offset' | 'sort'>;

function matches({ asset, engine, seed }: Known, filters: Filters): boolean {
  const { width = 0, height = 0 } = asset;
  const ratio = width === 0 ? undefined : width > height ? 'landscape' : width < height ? 'portrait' : 'square';
  // The model, sketch-1, is looked through as well.
  const one = engine === undefined ? /^clip 1/i : /^clip/i;
  const words: Record<string, RegExp> = { clip: /^clip/i, 'c 1': one, apf: /pfel/, 湖: /湖/, '!': /(?:)/ };
  return (
    (asset.deletedAt === undefined) === (filters.trash === undefined) &&
    (filters.type === undefined || asset.type === filters.type) &&
    (filters.projectId === undefined || (asset.projectId ?? 'none') === filters.projectId) &&
    (filters.engine === undefined || engine === filters.engine) &&
    (filters.seed === undefined || seed === filters.seed) &&
    (filters.ratio === undefined || ratio === filters.ratio) &&
    (filters.from === undefined || asset.createdAt >= filters.from) &&
    (filters.to === undefined || asset.createdAt < filters.to) &&
    (filters.favourite === undefined || asset.favourite) &&
    (filters.q === undefined || (words[filters.q]?.test(asset.name) ?? false))
  );
}

function order(sort: (typeof assetSorts)[number]): (a: Known, b: Known) => number {
  const made = (a: Known, b: Known) => Date.parse(a.asset.createdAt) - Date.parse(b.asset.createdAt) || a.turn - b.turn;
  const text = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
  const length = ({ asset }: Known) => asset.durationSeconds ?? 0;
  switch (sort) {
    case 'newest':
      return (a, b) => made(b, a);
    case 'oldest':
      return made;
    case 'name':
      return (a, b) => text(nameOrder(a.asset.name), nameOrder(b.asset.name)) || made(a, b);
    case 'longest':
      return (a, b) => length(b) - length(a) || made(b, a);
    case 'largest':
      return (a, b) => b.asset.bytes - a.asset.bytes || made(b, a);
  }
}

describe('lists of the library', () => {
  it('are what someone would find and sort by hand, by cursor and by offset, without a gap or a repetition', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(clip, { maxLength: 14 }),
        fc.array(query, { minLength: 4, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (clips, queries, limit) => {
          const known = await fill(clips);
          for (const each of [{}, ...queries]) {
            const { from, to, projectId, ...rest } = each;
            const filters: Filters = {
              ...rest,
              ...(from === undefined ? {} : { from: isoTime(from) }),
              ...(to === undefined ? {} : { to: isoTime(to) }),
              ...(projectId === undefined ? {} : { projectId: projectId === 'none' ? projectId : projects[projectId] }),
            };
            for (const sort of assetSorts) {
              const expected = known
                .filter((one) => matches(one, filters))
                .toSorted(order(sort))
                .map(({ asset }) => asset.id);
              expect(await walk({ ...filters, sort, limit })).toEqual(expected);
              const jumped = await library.assets.list({ ...filters, sort, limit, offset: 2 });
              expect(jumped?.items.map(({ id }) => id)).toEqual(expected.slice(2, 2 + limit));
              expect(jumped?.total).toBe(expected.length);
            }
          }
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it('that match more than are sorted at once come in the same order', async () => {
    const many = Array.from({ length: 3200 }, (_, index) => ({
      name: `Clip ${(index * 7) % 100}`,
      bytes: (index * 13) % 50,
      favourite: index !== 5,
    }));
    await library.addMany(many);
    for (const sort of ['name', 'largest', 'longest'] as const) {
      const whole = await walk({ sort, limit: 200 });
      expect(new Set(whole).size).toBe(3200);
      expect(await walk({ sort, limit: 200, favourite: '1', offset: 0 })).toHaveLength(3199);
      const few = await walk({ sort, limit: 200, q: 'clip 5' });
      expect(few).toEqual(whole.filter((id) => few.includes(id)));
    }
  }, 60_000);

  it('find an asset by the end of its id, with the other filters, in library and trash', async () => {
    const [kept, trashed] = [await library.add({ name: 'kept' }), await library.add({ name: 'trashed' })];
    await library.assets.change([trashed.id], { isTrashed: true }, 1);
    const found = async (id: string, more: Partial<ListAssetsQuery> = {}) => {
      const page = await library.assets.list({ limit: 2, idEnd: id.slice(-8), sort: 'name', ...more });
      return page?.items.map(({ name }) => name);
    };
    expect([await found(kept.id), await found(trashed.id)]).toEqual([['kept'], []]);
    expect(await found(trashed.id, { trash: '1' })).toEqual(['trashed']);
    expect(await found(kept.id, { type: 'image' })).toEqual([]);
    expect(await found('ast_ffff0000')).toEqual([]);
  });

  it('keep their place when what the last page ended with is renamed or gone', async () => {
    const added: Asset[] = [];
    for (const name of ['a', 'b', 'c', 'd']) added.push(await library.add({ name }));
    const first = await library.assets.list({ limit: 2, sort: 'name' });
    await library.assets.change(
      [added[1]?.id].filter((id) => id !== undefined),
      { isTrashed: true, name: 'z' },
      1,
    );
    const second = await library.assets.list({ limit: 2, sort: 'name', cursor: first?.nextCursor ?? '' });
    expect(second?.items.map(({ name }) => name)).toEqual(['c', 'd']);
    expect(second).toMatchObject({ nextCursor: null, total: null });
  });

  it('take no cursor of another sort, and none that was made up', async () => {
    await library.add();
    await library.add();
    const page = await library.assets.list({ limit: 1, sort: 'name' });
    const cursor = page?.nextCursor ?? '';
    expect(await library.assets.list({ limit: 1, sort: 'newest', cursor })).toBeNull();
    for (const made of ['', 'zzz', 'W10', 'eyJhIjoxfQ'])
      expect(await library.assets.list({ limit: 1, cursor: made })).toBeNull();
  });

  it('hold any number of assets of one millisecond, in the order they came', async () => {
    const added = (await library.addMany(Array.from({ length: 1500 }, () => ({})))).map(({ id }) => id);
    const later = await library.add({ createdAt: '2026-01-01T00:00:00.001Z' });
    expect(await walk({ limit: 200, sort: 'oldest' })).toEqual([...added, later.id]);
  });
});

/** Every asset of a list, page by page. */
async function walk(asked: ListAssetsQuery): Promise<readonly AssetId[]> {
  const ids: AssetId[] = [];
  let page = await library.assets.list(asked);
  const total = page?.total;
  const { offset: _, ...behind } = asked;
  for (;;) {
    if (page === null) throw new Error('A cursor of the list was not taken');
    ids.push(...page.items.map(({ id }) => id));
    if (ids.length > 10_000) throw new Error('The walk does not end');
    if (page.nextCursor === null) break;
    page = await library.assets.list({ ...behind, cursor: page.nextCursor });
  }
  expect(total).toBe(ids.length);
  return ids;
}
