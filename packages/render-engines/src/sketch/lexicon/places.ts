/** The worlds a scene can be set in. */
export const worlds = [
  'sea',
  'lake',
  'underwater',
  'forest',
  'mountains',
  'desert',
  'city',
  'space',
  'meadow',
  'clouds',
  'fire',
  'room',
] as const;
export type PlaceWorld = (typeof worlds)[number];

/** Words that set a place, English first, then other languages. `*` stands for any ending, `_` for a space. */
export const placeWords: Record<PlaceWorld, string> = {
  sea: `sea seas ocean oceans shore shoreline coast coastal beach harbor harbour pier bay wave waves tide tides surf surfer 
    ship ships lighthouse island islands cliff cliffs gull gulls seagull cove lagoon atlantic
    pacific mediterranean sailor pirate yacht ferry
    mar océano playa ola olas faro costa mer océan plage vague vagues phare côte meer ozean strand küste welle wellen
    schiff leuchtturm spiaggia onde praia oceano море* океан* пляж* волн* корабл* маяк* θάλασσα ωκεανός παραλία
    بحر البحر محيط شاطئ ים הים אוקיינוס חוף समुद्र सागर ทะเล มหาสมุทร biển đại_dương deniz okyanus zee laut
    海 海洋 大海 沙滩 沙灘 波浪 灯塔 燈塔 海辺 波 港 灯台 바다 해변 파도 등대`,
  lake: `lake lakes river rivers pond stream creek brook reflection reflections mirror reflecting canal marsh swamp wetland heron
    lago río rivière lac fleuve étang fluss teich lago fiume rio озер* рек* пруд* ποτάμι λίμνη نهر بحيرة נהר אגם नदी झील
    แม่น้ำ ทะเลสาบ sông hồ göl nehir 湖 河 江 川 池 호수 강`,
  underwater: `underwater submarine reef coral jellyfish whale whales dolphin dolphins shark fish fishes octopus squid turtle seaweed
    kelp deep_sea diver diving mermaid aquarium submerged abyss manta ray
    ballena pez peces medusa baleine poisson poissons méduse wal fisch fische qualle balena pesce рыб* кит медуз* حوت سمكة דג
    मछली ปลา cá 鲸 鯨 鱼 魚 水母 珊瑚 深海 海底 くらげ クラゲ クジラ 고래 물고기 해파리`,
  forest: `forest forests wood woods woodland tree trees pine pines fir firs oak birch jungle rainforest grove bamboo leaf leaves
    fern moss mossy deer owl wolf fox bear squirrel trail path hiker mushroom mushrooms canopy wilderness taiga hut cabin
    bosque selva árbol árboles forêt arbre arbres wald wälder baum bäume foresta bosco albero floresta árvore лес* дерев* тайг*
    δάσος δέντρο غابة شجرة יער עץ जंगल पेड़ ป่า ต้นไม้ rừng cây ağaç bos hutan 森 林 树 樹 木 竹 森林 숲 나무`,
  mountains: `mountain mountains peak peaks summit alps alpine valley hill hills ridge ridges glacier canyon climb climber climbing
    himalaya everest highland highlands fjord plateau eagle goat landscape horizon tundra arctic antarctica iceberg polar penguin
    montaña montañas valle montagne montagnes vallée berg berge gebirge tal montagna montanha гор* вершин* долин* βουνό جبل جبال הר
    הרים पहाड़ पर्वत हिमालय ภูเขา núi dağ gunung 山 山脉 雪山 峰 谷 산 계곡`,
  desert: `desert dune dunes sand sands sahara oasis camel camels cactus nomad caravan mirage pyramid pyramids mesa arid egypt gobi
    wasteland mars martian desierto arena désert wüste sand deserto sabbia пустын* песк* έρημος صحراء الصحراء رمال מדבר חול
    रेगिस्तान ทะเลทราย sa_mạc çöl woestijn gurun 沙漠 沙丘 砂漠 사막`,
  city: `city cities town street streets skyline skyscraper skyscrapers building buildings urban downtown metropolis neon traffic car
    cars taxi bus subway metro tram avenue alley bridge rooftop rooftops apartment tokyo paris york london berlin shanghai station
    train trains railway market crowd crowds office cyberpunk robot robots billboard crosswalk umbrella streetlight
    ciudad calle ville rue stadt straße città strada cidade rua город* улиц* πόλη مدينة المدينة شارع עיר רחוב शहर เมือง thành_phố
    şehir stad kota 城市 都市 街 夜市 街道 电车 電車 東京 도시 거리 서울`,
  space: `space star stars starry galaxy galaxies universe cosmos cosmic planet planets nebula astronaut astronauts spaceship
    spacecraft rocket rockets orbit orbiting satellite comet comets meteor meteors asteroid saturn jupiter alien ufo milky_way
    interstellar eclipse constellation black_hole lunar
    espacio estrella estrellas galaxia espace étoile étoiles weltraum weltall sterne spazio stella stelle estrela estrelas
    космос* звезд* звёзд* галакти* планет* διάστημα αστέρι فضاء نجوم نجمة חלל כוכב כוכבים अंतरिक्ष तारे ดาว อวกาศ vũ_trụ ngôi_sao uzay
    yıldız 星 宇宙 星空 太空 银河 銀河 行星 우주 별`,
  meadow: `meadow meadows field fields grass grassland prairie farm flower flowers wildflowers garden gardens poppy poppies tulip
    sunflower sunflowers lavender wheat barley corn orchard vineyard countryside bee bees butterfly butterflies horse horses sheep
    cow cows rabbit village windmill picnic park blossom cherry rice savanna savannah elephant lion giraffe
    campo prado flor flores jardín champ champs prairie fleur fleurs jardin feld wiese blume blumen garten fiore fiori giardino
    пол* луг* цвет* сад* λιβάδι λουλούδι κήπος حقل زهرة زهور حديقة שדה פרח פרחים גן फूल खेत बगीचा ดอกไม้ ทุ่งหญ้า hoa cánh_đồng çiçek
    tarla 花 草原 田野 田 花园 花園 野原 桜 樱花 櫻花 꽃 들판 정원`,
  clouds: `sky skies cloud clouds balloon balloons airplane plane flight flying fly bird birds kite dragon wings angel heaven feather
    float floating soar soaring airship parachute above dream dreams dreaming
    cielo nube nubes ciel nuage nuages himmel wolke wolken nuvola nuvole céu nuvem неб* облак* ουρανός σύννεφο سماء السماء سحاب שמיים
    ענן आसमान बादल ท้องฟ้า เมฆ bầu_trời mây gökyüzü bulut 天空 云 雲 鸟 鳥 하늘 구름 새 青空 夜空 空を 空に`,
  fire: `fire fires flame flames blaze burning burn ember embers volcano volcanic lava bonfire campfire torch inferno phoenix forge
    spark sparks explosion candle candles hearth
    fuego llama volcán feu flamme volcan feuer flamme vulkan fuoco fiamma fogo огон* огн* пламя вулкан* φωτιά نار بركان אש आग ไฟ lửa
    ateş vuur 火焰 火山 炎 불 화산 大火 篝火 烈火 炎上 たき火`,
  room: `room window windows cafe café coffee kitchen library bedroom bar restaurant tea cup lamp piano music jazz book books desk
    table home house indoor indoors cozy cosy bakery bokeh
    habitación ventana casa chambre fenêtre maison zimmer fenster haus stanza finestra quarto janela комнат* окн* дом дома δωμάτιο
    σπίτι غرفة نافذة بيت חדר חלון בית कमरा घर ห้อง บ้าน phòng nhà 房间 房間 窗 咖啡 部屋 窓 방 창문 집`,
};
