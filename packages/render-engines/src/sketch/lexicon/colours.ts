/** Colour words and the colour that each lends to a scene. `*` stands for any ending. */
export const colourWords: ReadonlyArray<readonly [string, string]> = [
  [
    '#d8433b',
    'red crimson scarlet ruby rojo roja rouge rosso vermelho красн* أحمر אדום लाल สีแดง đỏ kırmızı 红 紅 赤 빨간',
  ],
  ['#ee8a3a', 'orange amber tangerine copper naranja arancione оранжев* برتقالي כתום 橙 オレンジ'],
  [
    '#e8b83f',
    'yellow gold golden lemon honey amarillo dorado jaune doré gelb gold giallo dourado желт* жёлт* золот* أصفر ذهبي צהוב זהב पीला 黄 黃 金 노란 금',
  ],
  ['#5aa469', 'green emerald jade olive verde vert grün зелен* зелён* أخضر ירוק हरा สีเขียว xanh_lá yeşil 绿 綠 緑 초록'],
  ['#3fa7a0', 'teal turquoise cyan aqua turquesa türkis бирюз* فيروزي 青绿'],
  [
    '#4a7fd0',
    'blue azure cobalt navy sapphire azul bleu blau blu син* голуб* أزرق כחול नीला สีฟ้า xanh mavi 蓝 藍 青 파란',
  ],
  [
    '#8a63c9',
    'purple violet lilac lavender indigo morado violeta violet lila viola roxo фиолет* лилов* بنفسجي סגול बैंगनी 紫 보라',
  ],
  ['#e27fa6', 'pink magenta rosa розов* وردي ורוד गुलाबी ชมพู hồng pembe 粉 ピンク 분홍'],
];
