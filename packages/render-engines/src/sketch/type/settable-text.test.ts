import { describe, expect, it } from 'vitest';
import { fontForCluster, fontOrderFor } from './font-order.ts';
import { clustersOf, settableText } from './settable-text.ts';

const prompts: Record<string, string> = {
  English: 'The lighthouse keeper’s lamp — “black water”, 20 °C…',
  'Polish and Turkish': 'Zażółć gęślą jaźń; İstanbul’da ığdır',
  Vietnamese: 'Xin chào thế giới, những ngọn đèn trên biển',
  Russian: 'Ночь. Москва. Ёлка под снегом',
  Ukrainian: 'Ґанок, їжак і єнот',
  Greek: 'Η νύχτα πέφτει στη θάλασσα',
  Arabic: 'القمر فوق البحر الهادئ، أليس كذلك؟',
  Persian: 'شب آرام است و ماه می‌تابد',
  Hebrew: 'שָׁלוֹם עוֹלָם, הלילה ירד',
  Hindi: 'नमस्ते दुनिया, बारिश शुरू हो गई है',
  Bengali: 'নমস্কার বিশ্ব',
  Tamil: 'வணக்கம் உலகம்',
  Thai: 'สวัสดีชาวโลก ทะเลที่เงียบสงบ',
  'Simplified Chinese': '月光下的大海，一艘小船慢慢驶向灯塔。',
  'Traditional Chinese': '這個國家的龍與體驗',
  Japanese: '桜が散る峠の夜、働く人々と「静けさ」ー',
  Korean: '한국의 봄, 벚꽃이 강 위로 흩날린다',
  Georgian: 'გამარჯობა მსოფლიო',
  Armenian: 'Բարեւ աշխարհ',
  Amharic: 'ሰላም ልዑል',
  Khmer: 'សួស្តី​ពិភពលោក',
  Burmese: 'မင်္ဂလာပါကမ္ဘာလောက',
  Emoji: '🦊 🌊 ☀️ ❤️ 1️⃣ ©️',
  'Joined emoji': '👩‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🏴‍☠️ 👩🏽‍🚀 🐻‍❄️ ❤️‍🔥',
  Flags: '🇯🇵 🇧🇷 🇺🇦 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
};

describe('settableText', () => {
  it.each(Object.entries(prompts))('misses no glyph in %s', (_name, prompt) => {
    for (const voice of ['serif', 'grotesque'] as const) {
      const { text, missing } = settableText(prompt, voice);
      expect(missing).toBe(0);
      const order = fontOrderFor(text, voice);
      for (const cluster of clustersOf(text.replaceAll(' ', '')))
        expect(fontForCluster(cluster, order), cluster).not.toBeNull();
    }
  });

  it('keeps every visible character of a prompt that it can draw', () => {
    expect(settableText('Zażółć  gęślą', 'serif').text).toBe('Zażółć gęślą');
  });

  it('replaces what has a plain form', () => {
    expect(settableText('𝓗𝓮𝓵𝓵𝓸 𝔀𝓸𝓻𝓵𝓭', 'serif')).toEqual({ text: 'Hello world', missing: 0 });
    expect(settableText('Ｆｕｌｌ', 'serif').missing).toBe(0);
  });

  it('drops and counts what no bundled font has', () => {
    expect(settableText('runes ᚠᛇ end', 'serif')).toEqual({ text: 'runes end', missing: 2 });
  });

  it('is empty for blanks, joiners, controls and private characters', () => {
    expect(settableText(' \u200b\u200d\u2800\u3164\u0007\ue000\ufe0f', 'serif')).toEqual({ text: '', missing: 0 });
  });

  it('sets Han in the shapes of its own country', () => {
    const fontOf = (text: string, character: string) => fontForCluster(character, fontOrderFor(text, 'serif'));
    expect(fontOf('这个国家', '国')).toBe('noto-sans-sc');
    expect(fontOf('峠の夜', '夜')).toBe('noto-sans-jp');
    expect(fontOf('한국 (韓國)', '韓')).toBe('noto-sans-tc');
    expect(fontOf('這個國家', '國')).toBe('noto-sans-tc');
  });
});
