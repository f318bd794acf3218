import { describe, expect, it } from 'vitest';
import { joinClauses, splitClauses } from './clauses.ts';

const texts = (prompt: string): string[] => splitClauses(prompt).map((clause) => clause.text);

describe('splitClauses', () => {
  it('gives one clause a sentence', () => {
    expect(texts('The lamp goes dark. The stars come out! Who is there?')).toEqual([
      'The lamp goes dark',
      'The stars come out!',
      'Who is there?',
    ]);
  });

  it('splits in scripts without spaces and in Arabic and Hindi', () => {
    expect(texts('月光下的大海。一艘小船驶过！')).toEqual(['月光下的大海', '一艘小船驶过！']);
    expect(texts('هل تسمع؟ الليل هادئ.')).toEqual(['هل تسمع؟', 'الليل هادئ']);
    expect(texts('बारिश शुरू हुई। शहर सो गया।')).toEqual(['बारिश शुरू हुई', 'शहर सो गया']);
  });

  it('keeps numbers and times whole', () => {
    expect(texts('At 3:30 we sold 1,000 boats')).toEqual(['At 3:30 we sold 1,000 boats']);
  });

  it('splits a long sentence at its commas', () => {
    const parts = texts(
      'The old harbour sleeps under a thick blanket of fog, while far away a single bell rings for those who stayed, and nobody answers',
    );
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part.length).toBeLessThan(80);
  });

  it('shows no words that only direct a camera or a model', () => {
    expect(texts('A fox in snow, 4k, cinematic, highly detailed. Slow push in, camera holds still.')).toEqual([
      'A fox in snow',
    ]);
  });

  it('is empty for blanks', () => {
    expect(splitClauses(' \n\t ')).toEqual([]);
    expect(splitClauses('... , ;')).toEqual([]);
  });
});

describe('joinClauses', () => {
  it('puts the marks back between clauses and drops the last', () => {
    expect(joinClauses(splitClauses('One comes. Two go. Three stay.'))).toBe('One comes. Two go. Three stay');
    expect(joinClauses(splitClauses('一来。二去。'))).toBe('一来。二去');
  });
});
