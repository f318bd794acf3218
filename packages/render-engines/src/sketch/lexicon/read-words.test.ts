import { describe, expect, it } from 'vitest';
import { fontForCluster } from '../type/font-order.ts';
import { readWords } from './read-words.ts';
import { subjects } from './subjects.ts';

describe('readWords', () => {
  it.each([
    ['A lighthouse keeper waits by the sea at dusk', 'sea', 'dusk'],
    ['The sun sets on the harbour', 'sea', 'dusk'],
    ['Neon signs over the city at night', 'city', 'night'],
    ['Dawn over the desert dunes', 'desert', 'dawn'],
    ['月光下的大海', 'sea', 'night'],
    ['قافلة تعبر الصحراء عند الغروب', 'desert', 'dusk'],
    ['Ночь в лесу', 'forest', 'night'],
    ['밤의 바다에서', 'sea', 'night'],
    ['夜の森', 'forest', 'night'],
    ['रात का जंगल', 'forest', 'night'],
    ['ทะเลตอนกลางคืน', 'sea', 'night'],
  ])('reads place and time in %s', (text, world, time) => {
    expect(readWords(text)).toMatchObject({ world, time });
  });

  it('reads weather, season, colours and subjects', () => {
    const reading = readWords('A red fox runs through autumn rain');
    expect(reading.weather).toEqual(['rain']);
    expect(reading.season).toBe('autumn');
    expect(reading.colours).toEqual(['#d8433b']);
    expect(reading.figures).toEqual(['fox']);
    expect(reading.several).toBe(false);
    expect(readWords('Three camels in the sand').several).toBe(true);
  });

  it('knows nothing of words it does not know', () => {
    expect(readWords('Zwölf Boxkämpfer jagen Viktor')).toMatchObject({ world: null, time: null, figures: [] });
  });

  it('is not misled by small English words that mean something elsewhere', () => {
    for (const text of ['I see you at last, in a chat', 'The day we met', 'Sit at the back']) {
      expect(readWords(text).figures).toEqual([]);
      expect(readWords(text).world).toBeNull();
    }
  });
});

describe('subjects', () => {
  it('are each drawn here or cut from an emoji that a bundled font has', () => {
    const own = ['boat', 'lighthouse', 'birds', 'balloon', 'train', 'cabin', 'fox', 'jellyfish'];
    const cut = subjects.map((subject) => subject.figure).filter((figure) => !own.includes(figure));
    expect(cut.filter((figure) => fontForCluster(figure, []) !== 'noto-color-emoji')).toEqual([]);
  });
});
