import type { AssetId } from '@videoexpress/job-schema';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SearchWord, searchWords } from '../search/search-words.ts';
import { openLibrary, type TestLibrary } from '../testing/open-library.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openLibrary();
});
afterEach(() => library.discard());

async function found(q: string): Promise<readonly string[]> {
  const page = await library.assets.list({ limit: 200, q });
  return page?.items.map((asset) => asset.name) ?? [];
}

describe('the search of the library', () => {
  it.each([
    ['静かな', true],
    ['静かな湖', true],
    ['湖', true],
    ['かな', true],
    ['湖畔', false],
    ['静湖', false],
    ['湖 静か', true],
  ])('%s in 静かな湖: %s', async (q, isFound) => {
    await library.add({ name: '静かな湖' });
    expect(await found(q)).toHaveLength(isFound ? 1 : 0);
  });

  it.each([
    ['จิ้งจอกแดงในหิมะ', 'แดง'],
    ['កញ្ជ្រោងក្រហម', 'ក្រហម'],
    ['ໝາຈອກແດງ', 'ແດງ'],
    ['きつねのよめいり', 'よめ'],
    ['カタカナ', 'タカ'],
    ['붉은여우', '여우'],
    ['မြေခွေးနီ', 'နီ'],
    ['rocket 🚀🌙', '🌙'],
    ['👩🏽‍🚀 walks', '👩'],
    ['Ein Füchslein', 'fuch'],
    ['Лиса в снегу', 'СНЕ'],
    ['ثَعْلَب أحمر', 'ثعلب'],
    ['赤い狐 (Red Fox) 4K', 'fox 狐'],
  ])('finds a part of %s by %s', async (name, q) => {
    await library.add({ name });
    await library.add({ name: 'something else' });
    expect(await found(q)).toEqual([name]);
  });

  it('looks at prompt, name, engine and model, and wants every word somewhere', async () => {
    await library.add({ name: 'Holiday' }, { prompt: 'a red fox in snow', engine: 'workstation' });
    for (const q of ['holiday', 'snow', 'works', 'sketch', 'hol snow work'])
      expect(await found(q)).toEqual(['Holiday']);
    expect(await found('holiday rain')).toEqual([]);
  });

  it('knows nothing of the facts that lists are filtered by', async () => {
    await library.add({ name: 'Holiday', width: 10, height: 5 });
    for (const q of ['library', 'tvideo', 'f0', 'none', 'landscape', 'facts:tvideo'])
      expect(await found(q)).toEqual([]);
  });

  it('takes whatever is typed for plain text', async () => {
    await library.add({ name: 'fox' });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (q) => {
        expect((await library.assets.list({ limit: 1, q }))?.items.length).toBeLessThanOrEqual(1);
      }),
    );
    for (const q of ['"', '" OR name:fox', "fox' --", 'fox*', '(fox', '^fox', '{name} : fox'])
      expect(await library.assets.list({ limit: 1, q })).not.toBeNull();
  });

  it('finds the same as someone who reads every text, whatever is added, renamed, trashed and purged', async () => {
    const word = fc.constantFrom(
      'fox',
      'foxes',
      'Füchse',
      'snow',
      's',
      '静かな',
      '湖',
      '湖畔',
      'な湖',
      '여우',
      'แดง',
      '🦊',
      '4k',
      'fo',
    );
    const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
    const joined = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(''));
    const anyText = fc.oneof(text, joined);
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ add: anyText, prompt: fc.option(anyText, { nil: undefined }) }) },
      { weight: 2, arbitrary: fc.record({ rename: anyText, which: fc.nat(30) }) },
      { weight: 1, arbitrary: fc.record({ isTrashed: fc.boolean(), which: fc.nat(30) }) },
      { weight: 1, arbitrary: fc.record({ purge: fc.constant(true), which: fc.nat(30) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.array(anyText, { minLength: 3, maxLength: 6 }),
        async (steps, typed) => {
          library.empty();
          const known = new Map<AssetId, { name: string; prompt: string; isTrashed: boolean }>();
          for (const each of steps) {
            if ('add' in each) {
              const made = each.prompt === undefined ? undefined : { prompt: each.prompt };
              const { id } = await library.add({ name: each.add }, made);
              known.set(id, { name: each.add, prompt: each.prompt ?? '', isTrashed: false });
              continue;
            }
            const [id, row] = [...known][each.which % Math.max(1, known.size)] ?? [];
            if (id === undefined || row === undefined) continue;
            if ('rename' in each) {
              await library.assets.change([id], { name: each.rename }, 1);
              row.name = each.rename;
            } else if ('isTrashed' in each) {
              await library.assets.change([id], { isTrashed: each.isTrashed }, 1);
              row.isTrashed = each.isTrashed;
            } else if ((await library.assets.purge([id], 1)).count === 1) {
              expect(row.isTrashed).toBe(true);
              known.delete(id);
            }
          }
          for (const q of typed) {
            for (const isTrashed of [false, true]) {
              const page = await library.assets.list({ limit: 200, q, ...(isTrashed ? { trash: '1' } : {}) });
              const expected = [...known]
                .filter(([, row]) => row.isTrashed === isTrashed && reads(row, q))
                .map(([id]) => id);
              expect(new Set(page?.items.map(({ id }) => id))).toEqual(new Set(expected));
              expect(page?.total).toBe(expected.length);
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);
});

/** Whether every part of what was typed stands in one of the texts. */
function reads(row: { name: string; prompt: string }, typed: string): boolean {
  const texts = [row.name, row.prompt, row.prompt === '' ? '' : 'sketch sketch-1'].map(searchWords);
  return runsOf(typed).every((run) => texts.some((text) => text.some((_, at) => standsAt(text, at, run))));
}

/** Words for themselves; neighbouring characters together. */
function runsOf(typed: string): readonly (readonly SearchWord[])[] {
  return typed.split(' ').flatMap((part) => {
    const runs: SearchWord[][] = [];
    let before: SearchWord | undefined;
    for (const word of searchWords(part)) {
      if (word.isCharacter && before?.isCharacter === true) runs.at(-1)?.push(word);
      else runs.push([word]);
      before = word;
    }
    return runs;
  });
}

function standsAt(text: readonly SearchWord[], at: number, run: readonly SearchWord[]): boolean {
  return run.every((word, index) => {
    const there = text[at + index];
    if (there === undefined || there.isCharacter !== word.isCharacter) return false;
    return word.isCharacter ? there.text === word.text : there.text.startsWith(word.text);
  });
}
