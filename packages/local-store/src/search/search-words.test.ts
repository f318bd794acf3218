import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchExpression } from './search-query.ts';
import { foldText, indexText, searchWords } from './search-words.ts';

describe('the words of a text', () => {
  it.each([
    ['A red fox, in snow!', 'a red fox in snow'],
    ['Crème BRÛLÉE', 'creme brulee'],
    ['Straße ſtrasse', 'strasse strasse'],
    ['İstanbul ılık', 'istanbul ilik'],
    ['Łódź smørbrød Æsir', 'lodz smorbrod aesir'],
    ['ΌΔΟΣ οδός', 'οδοσ οδοσ'],
    ['Ёлка', 'елка'],
    ['ＦＯＸ ﬁlm', 'fox film'],
    ['静かな湖 4K', '静 か な 湖 4k'],
    ['ﾊﾟﾝ パン', 'パ ン パ ン'],
    ['か が', 'か が'],
    ['붉은여우', '붉 은 여 우'],
    ['จิ้งจอก', 'จ ิ ้ ง จ อ ก'],
    ['ស្វា', 'ស ្ វ ា'],
    ['ລາວ', 'ລ າ ວ'],
    ['हिन्दी में', 'हिन्दी में'],
    ['مُحَمَّد محمد', 'محمد محمد'],
    ['שָׁלוֹם', 'שלום'],
    ['👩🏽‍🚀 at 🇯🇵', '👩 🚀 at 🇯 🇵'],
    ['1️⃣ ❤️', '1 ❤'],
    ['soft\u00adhyphen zero\u200bwidth', 'softhyphen zerowidth'],
    ['wool_sheep-01 (v2)', 'wool sheep 01 v2'],
    ['… — "!" \u0000 ', ''],
  ])('of %j are %j', (text, expected) => {
    expect(indexText(text)).toBe(expected);
  });

  it('are the same however a text is composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(indexText(text.normalize('NFD'))).toBe(indexText(text.normalize('NFC')));
        expect(indexText(text.normalize('NFKC'))).toBe(indexText(text));
      }),
    );
  });

  it('are folded already: to fold them again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(indexText(indexText(text))).toBe(indexText(text));
      }),
    );
  });

  it('hold nothing at which the index would cut, or that its language of queries knows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const word of searchWords(text)) expect(word.text).toMatch(/^(?:[a-z0-9]|[^\p{ASCII}])+$/u);
      }),
    );
  });
});

describe('what a person types', () => {
  it.each([
    ['red fo', '"red"* AND "fo"*'],
    ['静かな', '"静 か な"'],
    ['静かな 湖', '"静 か な" AND "湖"'],
    ['4K動画', '"4k"* AND "動 画"'],
    [
      '"fox" OR NOT (snow) NEAR/2 ^a* name:x -y',
      '"fox"* AND "or"* AND "not"* AND "snow"* AND "near"* AND "2"* AND "a"* AND "name"* AND "x"* AND "y"*',
    ],
    ['fox fox FOX', '"fox"*'],
    ["it's", '"it"* AND "s"*'],
  ])('%j is looked for as %s', (typed, expected) => {
    expect(searchExpression(typed)).toBe(expected);
  });

  it.each(['', '   ', '"', '*', '…!?', "'--", '\u0000'])('%j has nothing to look for', (typed) => {
    expect(searchExpression(typed)).toBeNull();
  });
});
