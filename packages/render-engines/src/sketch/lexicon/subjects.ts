/** How a silhouette moves and where it belongs. */
export type SubjectMotion = 'walk' | 'swim' | 'sail' | 'fly' | 'drift' | 'stand' | 'rise' | 'ride';

export interface Subject {
  /** The drawing it is cut from: an emoji whose outline reads well in one tone, or one of our own. */
  readonly figure: string;
  readonly motion: SubjectMotion;
  /** Height as a share of the frame's smaller side. */
  readonly size: number;
  readonly words: string;
}

/** What a scene can show as a silhouette. All the emoji here look to the left, which is the way they go. */
export const subjects: readonly Subject[] = [
  {
    figure: 'boat',
    motion: 'sail',
    size: 0.2,
    words:
      'boat boats sailboat sail sailing sailor yacht barco bateau boot barca лодк* парус* قارب סירה नाव เรือ thuyền 船 帆船 小船 ヨット 배',
  },
  {
    figure: 'lighthouse',
    motion: 'stand',
    size: 0.46,
    words: 'lighthouse faro phare leuchtturm farol маяк* φάρος منارة מגדלור 灯塔 燈塔 灯台 등대',
  },
  {
    figure: 'birds',
    motion: 'fly',
    size: 0.2,
    words:
      'bird birds gull gulls seagull seagulls swallow swallows crows flock geese pájaro pájaros oiseau oiseaux vogel vögel uccelli птиц* طيور طائر ציפור ציפורים पक्षी นก chim 鸟 鳥 새',
  },
  {
    figure: 'balloon',
    motion: 'rise',
    size: 0.24,
    words: 'balloon balloons airship globo montgolfière ballon воздушн* منطاد 热气球 熱氣球 気球 열기구',
  },
  {
    figure: 'train',
    motion: 'ride',
    size: 0.07,
    words:
      'train trains railway locomotive tren zug treno trem поезд* قطار רכבת ट्रेन รถไฟ tàu 火车 火車 电车 電車 列車 기차',
  },
  {
    figure: 'cabin',
    motion: 'stand',
    size: 0.11,
    words:
      'cabin hut house home cottage farm village casa maison haus hütte дом дома домик* بيت בית घर บ้าน nhà 小屋 집 오두막 木屋 山小屋',
  },
  {
    figure: 'fox',
    motion: 'walk',
    size: 0.15,
    words: 'fox foxes zorro renard fuchs volpe raposa лис* ثعلب שועל लोमड़ी จิ้งจอก cáo tilki 狐 狐狸 여우',
  },
  {
    figure: 'jellyfish',
    motion: 'drift',
    size: 0.3,
    words: 'jellyfish medusa méduse qualle медуз* 水母 クラゲ くらげ 해파리',
  },
  {
    figure: '🐋',
    motion: 'swim',
    size: 0.34,
    words: 'whale whales ballena baleine wal balena baleia кит киты حوت לווייתן व्हेल วาฬ 鲸 鯨 クジラ 고래',
  },
  {
    figure: '🐬',
    motion: 'swim',
    size: 0.22,
    words: 'dolphin dolphins delfín dauphin delfin дельфин* دلفين 海豚 イルカ 돌고래',
  },
  {
    figure: '🐢',
    motion: 'swim',
    size: 0.18,
    words: 'turtle turtles tortuga tortue schildkröte черепах* سلحفاة 龟 海龟 亀 거북',
  },
  { figure: '🦈', motion: 'swim', size: 0.24, words: 'shark sharks tiburón requin акул* قرش 鲨 サメ 상어' },
  {
    figure: '🐟',
    motion: 'swim',
    size: 0.12,
    words: 'fish fishes pez peces poisson poissons fisch fische pesce рыб* سمكة דג मछली ปลา 鱼 魚 물고기',
  },
  { figure: '🐙', motion: 'drift', size: 0.24, words: 'octopus squid pulpo pieuvre осьминог* 章鱼 タコ 문어' },
  {
    figure: '🐎',
    motion: 'walk',
    size: 0.19,
    words: 'horse horses pony caballo cheval pferd cavallo cavalo лошад* кон* حصان סוס घोड़ा ม้า ngựa 马 馬 말',
  },
  {
    figure: '🐕',
    motion: 'walk',
    size: 0.13,
    words: 'dog dogs puppy perro chien hund cane cachorro собак* пес كلب כלב कुत्ता สุนัข หมา chó köpek 狗 犬 개 강아지',
  },
  {
    figure: '🐈',
    motion: 'walk',
    size: 0.12,
    words: 'cat cats kitten gato katze gatto кот кошк* قطة חתול बिल्ली แมว mèo kedi 猫 貓 고양이',
  },
  {
    figure: '🐪',
    motion: 'walk',
    size: 0.16,
    words: 'camel camels caravan camello chameau kamel верблюд* جمل جمال גמל ऊंट อูฐ 骆驼 駱駝 낙타',
  },
  {
    figure: '🐘',
    motion: 'walk',
    size: 0.2,
    words: 'elephant elephants elefante éléphant elefant слон* فيل פיל हाथी ช้าง voi fil 大象 코끼리 ゾウ',
  },
  { figure: '🦒', motion: 'walk', size: 0.24, words: 'giraffe giraffes jirafa жираф* زرافة 长颈鹿 キリン 기린' },
  {
    figure: '🐅',
    motion: 'walk',
    size: 0.15,
    words:
      'tiger tigers lion lions panther leopard tigre león тигр* лев نمر أسد נמר אריה बाघ शेर เสือ hổ 虎 老虎 狮 호랑이 사자',
  },
  {
    figure: '🐇',
    motion: 'walk',
    size: 0.09,
    words:
      'rabbit rabbits hare bunny conejo lapin hase coniglio кролик* зая* أرنب ארנב खरगोश กระต่าย thỏ 兔 ウサギ 토끼',
  },
  {
    figure: '🐑',
    motion: 'walk',
    size: 0.1,
    words: 'sheep lamb oveja mouton schaf pecora овц* خروف כבשה भेड़ แกะ cừu 羊 양',
  },
  {
    figure: '🐄',
    motion: 'walk',
    size: 0.14,
    words: 'cow cows cattle vaca vache kuh mucca коров* بقرة פרה गाय วัว bò 牛 소',
  },
  {
    figure: '🦌',
    motion: 'walk',
    size: 0.18,
    words: 'deer stag elk moose reindeer ciervo cerf hirsch cervo олен* غزال אייל हिरण กวาง hươu 鹿 사슴',
  },
  { figure: '🦢', motion: 'sail', size: 0.12, words: 'swan swans cisne cygne schwan лебед* بجعة 天鹅 白鳥 백조' },
  {
    figure: '🦅',
    motion: 'fly',
    size: 0.17,
    words: 'eagle eagles hawk falcon águila aigle adler aquila орел орёл نسر נשר चील อินทรี 鹰 鷹 독수리',
  },
  {
    figure: '🦋',
    motion: 'fly',
    size: 0.1,
    words:
      'butterfly butterflies mariposa papillon schmetterling farfalla бабочк* فراشة פרפר तितली ผีเสื้อ bướm 蝴蝶 蝶 나비',
  },
  {
    figure: '🐉',
    motion: 'fly',
    size: 0.3,
    words: 'dragon dragons dragón drache drago дракон* تنين דרקון ड्रैगन มังกร rồng 龙 龍 竜 용',
  },
  {
    figure: '✈️',
    motion: 'fly',
    size: 0.14,
    words:
      'airplane plane jet aeroplane avión avion flugzeug aereo самолет* самолёт* طائرة מטוס हवाईजहाज เครื่องบิน 飞机 飛機 飛行機 비행기',
  },
  {
    figure: '🚀',
    motion: 'rise',
    size: 0.24,
    words:
      'rocket rockets spaceship spacecraft astronaut cohete fusée rakete razzo foguete ракет* صاروخ רקטה रॉकेट จรวด 火箭 ロケット 로켓',
  },
  { figure: '🛸', motion: 'drift', size: 0.14, words: 'ufo alien aliens saucer ovni нло 외계인 飞碟' },
  {
    figure: '🚲',
    motion: 'walk',
    size: 0.12,
    words:
      'bicycle bike cyclist bicicleta vélo fahrrad bicicletta велосипед* دراجة אופניים साइकिल จักรยาน 自行车 自転車 자전거',
  },
  {
    figure: '🏰',
    motion: 'stand',
    size: 0.26,
    words: 'castle palace kingdom castillo château schloss castello замок* قلعة טירה महल ปราสาท 城堡 お城 古城',
  },
  { figure: '🌵', motion: 'stand', size: 0.15, words: 'cactus cacti saguaro' },
  {
    figure: '🌴',
    motion: 'stand',
    size: 0.24,
    words: 'palm palms oasis tropical palmera palmier palme пальм* نخلة דקל 椰 ヤシ 야자수',
  },
  {
    figure: '💃',
    motion: 'stand',
    size: 0.2,
    words: 'dancer ballerina bailarina danseuse tänzerin танц* راقصة 舞 舞者 춤',
  },
  {
    figure: '🚶',
    motion: 'walk',
    size: 0.15,
    words:
      'man woman person traveller traveler wanderer walker walking walks stranger hiker boy girl nomad monk hombre mujer homme femme mann frau человек* мужчин* женщин* رجل امرأة איש אישה आदमी औरत 사람 旅人 行人 男人 女人 男の人 女の人 사람 남자 여자',
  },
  {
    figure: '🏃',
    motion: 'walk',
    size: 0.15,
    words: 'runner running corredor coureur läufer бежит عداء 跑 走る 달리는',
  },
];
