export const times = ['night', 'dawn', 'day', 'dusk'] as const;
export type TimeOfDay = (typeof times)[number];

/** Words for the time of day. `*` stands for any ending, `_` for a space. */
export const timeWords: Record<TimeOfDay, string> = {
  night: `night nights midnight nocturnal nighttime moon moonlight moonlit moonrise dark darkness starlight starry stars star firefly
    fireflies lantern lanterns bedtime aurora northern_lights
    noche luna estrellas nuit lune étoiles nacht mond sterne notte luna stelle noite lua ноч* лун* звезд* звёзд* νύχτα φεγγάρι ليل
    الليل قمر القمر לילה ירח रात चाँद चांद กลางคืน พระจันทร์ đêm trăng gece bulan 夜 月 月亮 月光 夜晚 星 밤 달`,
  dawn: `dawn sunrise daybreak morning early wake awakens waking awakening first_light sun_rises rising_sun sun_comes_up sun_is_rising breakfast dew rooster new_day
    amanecer alba mañana aube aurore matin sonnenaufgang morgen mattino amanhecer manhã рассвет* утр* αυγή πρωί فجر الفجر صباح שחר בוקר
    सुबह भोर รุ่งอรุณ เช้า bình_minh buổi_sáng şafak sabah 黎明 早晨 清晨 日出 朝 夜明け 새벽 아침`,
  day: `day daylight noon midday sunny sunshine sun bright afternoon summer blue_sky daytime
    día sol mediodía verano jour soleil midi été sonne mittag sommer giorno estate dia verão день дня солнц* лет* μέρα ήλιος
    نهار شمس الشمس יום שמש दिन सूरज กลางวัน ดวงอาทิตย์ ngày mặt_trời gün güneş siang matahari 白天 太阳 太陽 阳光 陽光 晴 昼 낮 태양`,
  dusk: `dusk sunset sundown twilight evening golden_hour gloaming blue_hour sun_sets setting_sun sun_goes_down sun_is_setting glow afterglow
    atardecer ocaso tarde crépuscule soir sonnenuntergang abend dämmerung tramonto sera pôr_do_sol entardecer закат* вечер* сумерк*
    ηλιοβασίλεμα βράδυ غروب الغروب مساء שקיעה ערב शाम सूर्यास्त พลบค่ำ เย็น hoàng_hôn buổi_tối akşam gün_batımı senja
    黄昏 傍晚 日落 夕阳 夕陽 夕暮れ 夕日 저녁 노을 석양`,
};

export const weathers = ['rain', 'snow', 'fog', 'storm', 'wind'] as const;
export type Weather = (typeof weathers)[number];

/** Words for the weather. */
export const weatherWords: Record<Weather, string> = {
  rain: `rain rains rainy raining raindrop raindrops drizzle shower showers downpour monsoon umbrella umbrellas puddle puddles wet gutter
    lluvia llueve pluie pleut regen regnet pioggia piove chuva дожд* βροχή مطر المطر גשם बारिश ฝน mưa yağmur hujan 雨 비`,
  snow: `snow snows snowy snowing snowfall snowflake snowflakes blizzard frost frosty frozen ice icy winter wintry christmas arctic
    antarctica polar iceberg penguin
    nieve nieva invierno neige hiver glace schnee schneit winter eis neve inverno снег* снеж* зим* χιόνι χειμώνας ثلج الثلج شتاء שלג חורף
    बर्फ सर्दी หิมะ ฤดูหนาว tuyết mùa_đông kış salju 雪 冬 下雪 눈 겨울`,
  fog: `fog foggy mist misty haze hazy smoke smoky steam mysterious mystery ghost ghostly eerie hidden veil
    niebla bruma brume brouillard nebel nebbia névoa туман* ομίχλη ضباب ערפל कोहरा หมอก sương_mù kabut 雾 霧 霞 안개`,
  storm: `storm storms stormy thunder thunderstorm lightning tempest hurricane typhoon rage raging war battle apocalypse
    tormenta trueno tempête orage sturm gewitter blitz tempesta tempestade бур* гроз* шторм* καταιγίδα عاصفة סערה तूफान พายุ bão
    fırtına badai 暴风 风暴 風暴 雷 嵐 폭풍 번개`,
  wind: `wind winds windy breeze gust gusts blowing blow sway sways swaying flutter drift drifting drifts dance dances
    viento vent wind brise vento ветер ветр* άνεμος ريح رياح רוח हवा ลม gió rüzgar angin 风 風 바람`,
};

export const seasons = ['autumn', 'spring'] as const;
export type Season = (typeof seasons)[number];

export const seasonWords: Record<Season, string> = {
  autumn: `autumn autumnal october november harvest pumpkin maple leaves leaf
    otoño automne herbst autunno outono осен* φθινόπωρο خريف סתיו शरद ฤดูใบไม้ร่วง mùa_thu sonbahar 秋 落叶 落葉 紅葉 红叶 가을 단풍`,
  spring: `spring springtime april blossom blossoms bloom blooms blooming cherry sakura petals petal bud buds easter
    primavera printemps frühling весн* άνοιξη ربيع אביב वसंत ฤดูใบไม้ผลิ mùa_xuân ilkbahar 春 樱花 櫻花 桜 花瓣 벚꽃 봄`,
};

export const moods = ['calm', 'joyful', 'tense', 'wistful', 'magical', 'energetic'] as const;
export type Mood = (typeof moods)[number];

export const moodWords: Record<Mood, string> = {
  calm: `calm quiet quietly still stillness silent silence peace peaceful slow slowly gentle gently soft softly serene tranquil sleep
    sleeping rest breath breathe lullaby tranquilo silencio calme silence ruhe still leise тих* спокой* هدوء שקט शांति 安静 静 고요`,
  joyful: `joy joyful happy happiness laugh laughing smile smiles smiling play playing party celebrate celebration birthday festival
    children child kid kids puppy fun bright colourful colorful love lovely feliz alegría joyeux heureux amour glücklich freude liebe
    felice amore счаст* радост* любов* سعيد حب שמחה אהבה खुश प्यार 快乐 快樂 爱 愛 喜 사랑 행복`,
  tense: `tense danger dangerous fear dread horror terror monster dark evil chase chased escape scream blood death dead enemy hunter war
    miedo peur angst paura страх* ужас* خوف פחד डर 恐怖 危险 무서운`,
  wistful: `lonely alone solitude memory memories remember forgotten lost farewell goodbye melancholy sad sadness tears old abandoned empty
    last distance nostalgia longing waiting triste soledad seul mélancolie einsam traurig solo грус* одинок* печал* حزن وحيد עצוב 孤独 孤獨 寂 외로운`,
  magical: `magic magical wizard witch fairy enchanted spell dream dreams dreamlike dreamy glowing luminous unicorn dragon fantasy spirit
    spirits crystal portal shimmering sparkle aurora northern_lights mystical myth legend magia magie zauber волшеб* سحر קסם जादू 魔法 梦 夢 마법 꿈`,
  energetic: `fast running race racing speed rush dance dancing jump jumping punch action sport game electric energy loud rock
    drum drums explode explosion power strong rápido vite schnell veloce быстр* سريع מהיר तेज 快 跑 速 빠른 달리는`,
};
