"""The words that people use for subjects, styles, colours, backgrounds and arrangements, and captions made of them.

The tables are written into memory/index.json, so that the page reads prompts with the words the model was trained on."""

import re
from collections import Counter
from functools import cache

from .artwork import subjects

STYLES = {
    "flat": ("Flat", ["flat", "flat style", "flat design", "flat vector", "vector"]),
    "3d": ("3D", ["3d", "3d style", "3d render", "glossy 3d", "glossy"]),
    "noto": ("Cartoon", ["cartoon", "cartoon style", "noto", "noto style", "cartoon illustration"]),
}

# Hue in degrees, saturation and value of a recoloured subject.
COLOURS = {
    "red": (0, .85, .90), "orange": (28, .90, 1.0), "yellow": (50, .85, 1.0), "green": (130, .75, .75),
    "teal": (178, .80, .75), "blue": (215, .80, .95), "purple": (275, .70, .85), "pink": (335, .50, 1.0),
    "brown": (24, .62, .55),
    "white": (0, 0, .95), "gray": (0, 0, .62), "black": (0, 0, .18),
}
COLOUR_WORDS = {
    "red": ["red", "crimson", "scarlet", "maroon", "burgundy", "ruby"], "orange": ["orange"], "yellow": ["yellow", "golden", "gold"],
    "green": ["green", "emerald"], "teal": ["teal", "turquoise", "cyan", "aqua"],
    "blue": ["blue", "navy", "navy blue", "azure", "cobalt", "sapphire", "indigo"],
    "purple": ["purple", "violet", "lilac", "lavender"], "pink": ["pink", "magenta", "fuchsia"],
    "brown": ["brown", "wooden", "bronze"], "white": ["white", "ivory", "porcelain", "marble"],
    "gray": ["gray", "grey", "silver", "metal", "metallic", "steel"], "black": ["black", "ebony", "charcoal"],
}

# Rows of a background from top to bottom: (place from 0 to 1, colour).
PLAIN = {
    "white": (255, 255, 255), "black": (24, 24, 28), "red": (226, 60, 60), "orange": (250, 150, 60),
    "yellow": (252, 214, 80), "green": (80, 184, 104), "teal": (64, 180, 176), "blue": (70, 130, 235),
    "purple": (150, 92, 210), "pink": (250, 164, 196), "gray": (160, 164, 172), "brown": (140, 96, 68),
    "navy": (30, 44, 96), "cream": (250, 240, 214), "sky blue": (150, 212, 250), "mint": (176, 236, 208),
    "lavender": (208, 196, 246), "beige": (232, 216, 190),
}
BACKGROUNDS = {name: [(0, rgb), (1, rgb)] for name, rgb in PLAIN.items()} | {
    "sunset": [(0, (120, 70, 170)), (.55, (250, 120, 90)), (1, (255, 200, 110))],
    "night": [(0, (10, 10, 34)), (1, (52, 52, 120))],
    "ocean": [(0, (120, 210, 240)), (1, (20, 70, 150))],
    "sky": [(0, (90, 170, 245)), (1, (214, 238, 255))],
    "meadow": [(0, (130, 200, 250)), (.62, (206, 236, 255)), (.63, (112, 190, 90)), (1, (70, 150, 70))],
    "beach": [(0, (120, 200, 250)), (.5, (190, 230, 250)), (.51, (50, 150, 200)), (.7, (90, 200, 215)),
              (.71, (246, 222, 160)), (1, (232, 200, 136))],
    "snow": [(0, (176, 206, 240)), (.65, (226, 238, 250)), (.66, (250, 252, 255)), (1, (226, 234, 246))],
    "desert": [(0, (250, 214, 150)), (.6, (252, 236, 196)), (.61, (226, 170, 100)), (1, (200, 140, 80))],
    "pink and blue": [(0, (250, 160, 200)), (1, (110, 150, 245))],
    "yellow and orange": [(0, (255, 226, 110)), (1, (250, 130, 50))],
    "green and blue": [(0, (120, 220, 140)), (1, (50, 110, 210))],
    "purple and pink": [(0, (120, 70, 200)), (1, (250, 140, 190))],
    # Places below have no latents in the committed memory: the page draws and encodes whatever has marks.
    "forest": [(0, (176, 224, 214)), (.6, (220, 242, 222)), (.63, (118, 176, 92)), (1, (62, 122, 62))],
    "autumn": [(0, (250, 226, 178)), (.6, (253, 240, 208)), (.63, (218, 158, 84)), (1, (170, 106, 58))],
    "moon": [(0, (8, 8, 28)), (.68, (36, 36, 84)), (.69, (206, 206, 214)), (1, (148, 150, 162))],
    "road": [(0, (120, 190, 246)), (.58, (206, 234, 255)), (.59, (126, 190, 98)), (.68, (104, 174, 88)), (.69, (112, 116, 126)),
             (1, (84, 88, 98))],
    "room": [(0, (250, 234, 210)), (.66, (242, 216, 184)), (.67, (196, 136, 86)), (1, (156, 98, 58))],
}
def cloud(x, y, size):
    return [[round(x + dx * size, 3), round(y + dy * size, 3), round(rx * size, 3), round(ry * size, 3), [255, 255, 255], .85]
            for dx, dy, rx, ry in ((-.09, .012, .07, .04), (0, -.012, .09, .065), (.09, .014, .075, .038))]


def dots(rgb, opacity, *places):
    return [[x, y, r, r, list(rgb), opacity] for x, y, r in places]


def trees(trunk, crowns):
    """Two on each side, so that they show beside whatever stands in the middle; those farther away first."""
    def tree(x, foot, size):
        blobs = ((0, -.5, .15), (-.1, -.38, .12), (.1, -.38, .12)) if size > .8 else ((0, -.46, .14), (0, -.36, .16))
        return ([[x, round(foot - .15 * size, 3), round(.026 * size, 3), round(.17 * size, 3), list(trunk), 1]]
                + [[round(x + dx * size, 3), round(foot + dy * size, 3), round(r * size, 3), round(r * size, 3), list(crown), 1]
                   for (dx, dy, r), crown in zip(blobs, crowns)])
    return tree(.27, .67, .7) + tree(.71, .66, .66) + tree(.06, .8, 1.1) + tree(.95, .83, 1.2)


# What a place has besides its colours: soft ellipses [x, y, rx, ry, rgb, opacity] in shares of the side, each over those before.
# Large and plain, since the autoencoder loses what is small; the page may mirror them.
MARKS = {
    "sunset": dots((255, 232, 150), .9, (.74, .74, .15)),
    "night": dots((255, 246, 214), 1, (.12, .14, .017), (.87, .3, .013), (.09, .66, .012), (.91, .8, .016), (.66, .07, .012), (.34, .05, .01)),
    "ocean": dots((226, 246, 255), .5, (.1, .2, .022), (.15, .12, .015), (.9, .62, .024), (.86, .73, .016), (.92, .5, .013), (.08, .8, .018)),
    "sky": cloud(.17, .2, 1) + cloud(.83, .13, .75) + cloud(.86, .8, .95) + cloud(.1, .74, .7),
    "meadow": cloud(.8, .14, .8) + cloud(.12, .25, .6) + [[.16, .8, .55, .19, [124, 198, 98], 1], [.95, .82, .5, .2, [100, 182, 86], 1]],
    "beach": dots((255, 244, 190), 1, (.83, .15, .085)) + cloud(.2, .2, .7),
    "snow": dots((255, 255, 255), .95, (.1, .12, .017), (.27, .05, .013), (.88, .2, .019), (.74, .08, .014), (.08, .43, .015), (.93, .47, .015))
            + [[.12, .76, .5, .13, [244, 249, 255], 1], [.92, .78, .5, .14, [236, 243, 252], 1]],
    "forest": trees((124, 84, 56), [(78, 152, 82), (62, 134, 70), (54, 124, 64)]),
    "autumn": trees((116, 78, 56), [(240, 152, 60), (222, 112, 48), (206, 88, 44)]),
    "moon": dots((255, 246, 214), 1, (.12, .14, .015), (.3, .07, .011), (.08, .47, .012), (.6, .06, .013), (.93, .5, .012))
            + [[.85, .18, .095, .095, [70, 140, 226], 1], [.82, .155, .05, .035, [112, 190, 110], 1], [.885, .215, .036, .03, [112, 190, 110], 1]]
            + [[.12, .8, .1, .035, [168, 170, 182], 1], [.9, .78, .075, .026, [172, 174, 186], 1], [.76, .93, .12, .04, [136, 138, 152], 1]],
    "road": cloud(.8, .14, .8) + cloud(.14, .22, .65)
            + [[x, .86, .075, .014, [250, 236, 170], 1] for x in (.06, .31, .56, .81)],
    "room": dots((255, 255, 255), 1, (.83, .22, .14)) + dots((166, 214, 248), 1, (.83, .22, .115))  # a round window
            + [[.2, .8, .3, .006, [172, 114, 70], 1], [.8, .9, .34, .007, [142, 88, 52], 1]],
    "desert": dots((255, 246, 206), 1, (.82, .16, .09)) + [[.14, .74, .55, .15, [233, 184, 116], 1], [.98, .78, .46, .16, [217, 160, 92], 1]],
}
BACKGROUND_WORDS = {name: [name] for name in BACKGROUNDS} | {
    "gray": ["gray", "grey"], "navy": ["navy", "navy blue", "dark blue"], "sky blue": ["sky blue", "light blue"],
    "mint": ["mint", "light green"], "lavender": ["lavender", "light purple"],
    "sunset": ["sunset", "dusk", "sunrise", "dawn", "twilight", "evening", "golden hour"],
    "night": ["night", "night sky", "starless night", "space", "outer space", "midnight", "moonlight", "dark", "starry sky", "starry night"],
    "ocean": ["ocean", "sea", "underwater", "water", "lake", "river", "pond", "pool"], "sky": ["sky", "blue sky", "clouds", "air"],
    "meadow": ["meadow", "grass", "field", "park", "garden", "lawn", "countryside", "farm", "hill", "hills", "valley", "backyard", "yard",
               "spring", "springtime", "summer", "summertime"],
    "forest": ["forest", "woods", "jungle", "rainforest", "woodland", "wood", "grove", "orchard"],
    "autumn": ["autumn", "autumn forest", "autumn woods", "autumn park", "autumn leaves"],
    "moon": ["on the moon", "surface of the moon", "moon surface", "lunar surface", "lunar landscape"],
    "road": ["road", "street", "highway", "race track", "racetrack", "motorway"],
    "room": ["room", "living room", "bedroom", "kitchen", "office", "classroom", "table", "wooden table", "desk", "shelf", "floor", "wooden floor",
             "kitchen counter", "counter"],
    "beach": ["beach", "seaside", "shore", "coast"], "snow": ["snow", "winter", "snowstorm", "snowfall"], "desert": ["desert", "sand", "dunes", "savanna", "savannah"],
}
# Scenes are places: "in a meadow", "on a beach"; the rest are "on a … background".
SCENES = {"sunset": "at {}", "night": "at {}", "ocean": "in the {}", "sky": "in the {}", "meadow": "in a {}",
          "beach": "on a {}", "snow": "in the {}", "desert": "in the {}", "forest": "in a {}", "autumn": "in {}", "moon": "on the {}",
          "road": "on a {}", "room": "in a {}"}

RELATIONS = {
    "beside": ["next to", "beside", "and", "near", "left of", "with"],
    "above": ["above", "over"],
    "below": ["below", "under", "beneath"],
    "on": ["on top of", "sitting on", "standing on", "on"],
    "behind": ["behind"],
    "wearing": ["wearing", "wearing a", "with a", "in a", "with"],
}
NUMBERS = {"two": 2, "pair of": 2, "three": 3, "four": 4}
SIZES = {"small": ["small", "tiny", "little"], "large": ["large", "big", "huge", "giant"]}
# Before a person's name, or before "skin": the tones of `tones.py`, in that order. The bare colours mean a tone of people only.
SKIN_WORDS = {
    "light": ["light skin", "light skinned", "light skin tone", "white skin", "white skinned", "fair skin", "fair skinned", "pale skin",
              "pale skinned", "pale", "white", "caucasian"],
    "medium-light": ["medium light skin", "medium light skinned", "medium light skin tone", "light brown skin", "light brown skinned", "beige skin"],
    "medium": ["medium skin", "medium skinned", "medium skin tone", "tan skin", "tan skinned", "tanned skin", "tanned", "tan", "olive skin",
               "olive skinned"],
    "medium-dark": ["medium dark skin", "medium dark skinned", "medium dark skin tone", "brown skin", "brown skinned", "brown"],
    "dark": ["dark skin", "dark skinned", "dark skin tone", "dark brown skin", "dark brown skinned", "black skin", "black skinned", "black",
             "ebony skin", "ebony skinned"],
}
STICKER_WORDS = ["sticker", "sticker of"]
STOPWORDS = ["a", "an", "the", "of", "in", "on", "at", "with", "and", "to", "is", "my", "some", "its", "for", "background",
             "gradient", "style", "picture", "image", "drawing", "icon", "emoji", "please", "draw", "cute", "wearing"]

# What can be worn, and where.
WEAR = {"crown": "head", "top hat": "head", "graduation cap": "head", "billed cap": "head", "woman’s hat": "head",
        "rescue worker’s helmet": "head", "glasses": "eyes", "sunglasses": "eyes", "goggles": "eyes", "scarf": "neck"}
WEAR_WORDS = {"woman’s hat": ["sun hat", "straw hat"], "rescue worker’s helmet": ["helmet", "hard hat"],
              "billed cap": ["cap", "baseball cap"], "top hat": ["hat", "tophat"], "graduation cap": ["mortarboard"]}

# Who is drawn wearing what anyway: asked for again, it isn't laid over it a second time.
WEARS = {name: worn for names, worn in {
    ("prince", "princess", "person with crown"): ["crown"],
    ("santa claus", "mrs. claus", "mx claus", "mage", "elf", "cook", "man cook", "woman cook", "farmer", "man farmer", "woman farmer", "artist",
     "man artist", "woman artist", "cowboy hat face", "detective", "guard", "police officer", "pilot", "man pilot", "woman pilot"): ["top hat", "billed cap", "woman’s hat"],
    ("mechanic", "man mechanic", "woman mechanic"): ["billed cap"],
    ("construction worker", "firefighter", "man firefighter", "woman firefighter", "astronaut"): ["rescue worker’s helmet"],
    ("student", "man student", "woman student"): ["graduation cap"],
    ("nerd face", "teacher", "man teacher", "woman teacher"): ["glasses"],
    ("smiling face with sunglasses",): ["sunglasses"],
    ("scientist", "man scientist", "woman scientist"): ["goggles"],
}.items() for name in names}

ALIASES = {"automobile": ["car"], "evergreen tree": ["pine tree", "fir tree"], "deciduous tree": ["tree"],
           "hot beverage": ["coffee", "tea", "coffee mug", "mug", "mug of coffee", "hot chocolate", "cocoa", "pumpkin spice latte"], "hamburger": ["burger", "cheeseburger", "fast food", "junk food"], "t-rex": ["dinosaur", "tyrannosaurus"],
           "jack-o-lantern": ["pumpkin", "halloween pumpkin", "halloween"], "soccer ball": ["football", "ball"],
           "airplane": ["plane", "aeroplane"], "honeybee": ["bee"], "lady beetle": ["ladybug", "ladybird"],
           "doughnut": ["donut"], "french fries": ["fries", "chips"], "red heart": ["heart", "love", "i love you"], "wrapped gift": ["gift", "present"],
           "light bulb": ["bulb", "lightbulb"], "mobile phone": ["phone", "smartphone"], "flying saucer": ["ufo"],
           "ear of corn": ["corn", "maize"], "kitchen knife": ["knife"], "crescent moon": ["moon"], "sun": ["sunshine", "sunny day"],
           "shortcake": ["cake slice", "cheesecake"], "birthday cake": ["cake", "cake with candles", "birthday cake with candles"], "glass of milk": ["milk"],
           "locomotive": ["train", "steam train"], "bicycle": ["bike"], "delivery truck": ["truck", "lorry"],
           "cheese wedge": ["cheese"], "fire engine": ["fire truck"], "teddy bear": ["teddy"], "running shoe": ["shoe", "sneaker"],
           "t-shirt": ["shirt"], "tangerine": ["orange"], "soap": ["washing machine", "laundry"], "hut": ["windmill"], "open book": ["book"], "grinning face": ["smiley", "smiley face"], "red apple": ["apple"],
           "dog face": ["puppy", "pup", "doggy"], "cat face": ["kitty", "kitten"], "rabbit face": ["bunny"], "monkey face": ["monkey"],
           "bouquet": ["flowers", "bouquet of flowers", "bouquet of roses"], "blossom": ["flower", "pansy"], "pie": ["tart"], "tropical fish": ["goldfish", "seahorse"], "motorcycle": ["motorbike"],
           "jeans": ["pants", "trousers"], "woman’s boot": ["boot", "boots"], "sport utility vehicle": ["suv", "jeep"],
           "racing car": ["race car", "sports car"], "classical building": ["museum", "temple"], "castle": ["fortress", "sandcastle", "sand castle"],
           "alien": ["extraterrestrial"], "robot": ["android"], "ship": ["cruise ship"], "telephone": ["landline"],
           "wolf": ["werewolf"], "desktop computer": ["computer", "pc"], "television": ["tv", "telly"], "sofa": ["couch"],
           "chart increasing": ["graph"], "spaghetti": ["pasta", "noodles", "italian food"], "cut of meat": ["steak"], "poultry leg": ["chicken leg"],
           "clinking glasses": ["champagne"], "ice": ["ice cube", "fridge", "refrigerator", "freezer"], "snowflake": ["snow flake"], "fire": ["flame", "campfire", "bonfire"],
           "high voltage": ["lightning", "lightning bolt"], "person": ["human", "someone", "somebody"],
           "princess": ["queen"], "prince": ["king"], "mage": ["wizard", "witch", "sorcerer"], "police officer": ["policeman"],
           "santa claus": ["santa", "father christmas"], "deer": ["reindeer"], "ox": ["bull"], "motorway": ["street"], "sailboat": ["boat", "yacht", "pirate ship", "sailing ship"], "musical keyboard": ["piano", "keyboard piano"],
           "grinning cat": ["happy cat", "smiling cat", "laughing cat"], "crying cat": ["sad cat"], "pouting cat": ["angry cat", "grumpy cat"],
           "dog": ["golden retriever", "labrador", "labrador retriever", "husky", "greyhound", "german shepherd", "beagle", "corgi", "bulldog", "pug", "terrier", "spaniel", "collie", "chihuahua", "dalmatian", "dachshund"], "ewe": ["sheep", "lamb"], "honey pot": ["honey"],
           "person beard": ["man with a beard", "man with beard", "bearded man", "lumberjack", "viking", "hippie", "caveman"], "woman red hair": ["woman with red hair", "redhead"],
           "man bald": ["bald man"], "man white hair": ["man with white hair"], "woman curly hair": ["woman with curly hair"],
           "person blond hair": ["blond person", "blonde woman", "blonde girl"], "merperson": ["mermaid", "merman"],
           "superhero": ["hero"], "supervillain": ["villain"], "guard": ["soldier", "royal guard", "knight", "general", "gladiator"], "crossed swords": ["sword", "swords"],
           "dagger": ["blade"], "locked": ["lock", "padlock"], "alarm clock": ["clock"], "beer mug": ["beer", "pint of beer"],
           "wine glass": ["wine", "glass of wine", "red wine"], "tropical drink": ["cocktail drink"], "droplet": ["water drop", "raindrop", "water"],
           "beverage box": ["juice box", "juice"], "cup with straw": ["soda", "cola", "milkshake", "smoothie"], "gem stone": ["diamond", "jewel", "gem"],
           "couch and lamp": ["sofa", "couch"], "cloud with rain": ["rain", "rain cloud", "rainy day"], "cloud with snow": ["snow cloud"],
           "baby angel": ["angel"], "smiling face with horns": ["devil"], "health worker": ["doctor", "nurse"], "cook": ["chef", "barista"],
           "candle": ["candles", "chandelier"], "boxing glove": ["boxing gloves", "boxer"], "gloves": ["glove", "mittens"], "steaming bowl": ["ramen", "soup", "bowl of soup"],
           "cooked rice": ["rice", "bowl of rice"], "green salad": ["salad"], "cooking": ["fried egg"], "closed umbrella": ["folded umbrella"],
           "front-facing baby chick": ["chick"], "house with garden": ["cottage", "farm", "farmhouse"], "bullseye": ["target", "dart board"],
           "video game": ["game controller", "gamepad"], "christmas tree": ["xmas tree"], "ringed planet": ["planet", "saturn", "mars", "jupiter", "venus"],
           "globe showing europe-africa": ["earth", "globe", "planet earth"], "money bag": ["money"], "clapper board": ["movie"],
           "magnifying glass tilted left": ["magnifying glass"], "soft ice cream": ["ice cream cone", "strawberry ice cream cone"],
           "snowman without snow": ["plain snowman"], "vertical traffic light": ["traffic light", "stoplight"],
           "face with tears of joy": ["laughing emoji", "laughing face"], "teacup without handle": ["green tea", "cup of tea"],
           "woman dancing": ["dancing woman", "dancer"], "man dancing": ["dancing man"], "dragon": ["fire breathing dragon"], "chess pawn": ["chess", "chess piece"],
           "rocket": ["spaceship", "space ship", "starship", "space rocket", "spacecraft", "space shuttle"], "ninja": ["samurai", "thief", "burglar", "robber"], "skull and crossbones": ["pirate"],
           "family": ["parents", "mom and dad", "mum and dad"], "people hugging": ["couple in love", "lovers", "hug"],
           "firefighter": ["fireman"], "man office worker": ["businessman", "politician", "president"], "woman office worker": ["businesswoman"],
           "technologist": ["programmer", "developer", "hacker", "coder"], "beaver": ["capybara"],
           "lizard": ["axolotl", "gecko", "newt", "salamander", "iguana", "chameleon"], "bubble tea": ["boba", "boba tea"],
           "derelict house": ["haunted house", "abandoned house"], "house": ["home", "treehouse", "tree house"],
           "houses": ["village", "neighborhood"], "cityscape": ["city", "town", "skyline", "city skyline"], "milky way": ["galaxy", "nebula", "northern lights"],
           "fallen leaf": ["autumn", "leaf", "autumn leaf"], "hatching chick": ["easter chick", "hatching egg"], "grinning face with smiling eyes": ["happiness", "joy"],
           "crying face": ["sadness", "sorrow"], "enraged face": ["anger", "rage"], "musical notes": ["music"], "world map": ["map", "treasure map"],
           "alembic": ["potion", "elixir"], "helicopter": ["drone"], "headphone": ["headphones"], "cowboy hat face": ["cowboy"],
           "man": ["dad", "father", "guy"], "woman": ["mom", "mum", "mother", "lady"], "boy": ["son"], "girl": ["daughter"],
           "cat": ["siamese cat", "persian cat", "tabby", "tabby cat", "tomcat"], "horse": ["stallion", "mare", "pony", "foal"],
           "ogre": ["demon"], "mirror ball": ["disco ball"], "bathtub": ["bath"], "dove": ["seagull"],
           "seal": ["walrus", "sea lion"], "eagle": ["griffin", "hawk", "falcon"], "unicorn": ["pegasus"], "raised hand": ["hand"],
           "red paper lantern": ["lantern", "paper lantern"], "potted plant": ["bonsai"], "chair": ["bench", "stool", "armchair"],
           "tanabata tree": ["bamboo"], "bottle with popping cork": ["bottle", "champagne bottle"],
           "nesting dolls": ["doll", "dolls"], "water wave": ["waterfall", "wave"], "performing arts": ["mask", "theater mask"],
           "tennis": ["tennis racket"], "star": ["starfish"], "tokyo tower": ["lighthouse"], "wedding": ["bride and groom"],
           "parachute": ["skydiver"], "pensive face": ["sad face"], "face with open mouth": ["surprised face"], "flushed face": ["embarrassed face"], "star-struck": ["excited face"],
           "smiling face with heart-eyes": ["in love face", "love face"], "nauseated face": ["disgusted face"],
           "spider web": ["cobweb", "web"], "white cane": ["walking stick", "cane"], "love letter": ["valentine card", "valentine"],
           "person in tuxedo": ["waiter", "waitress", "butler", "bartender", "groom"], "judge": ["lawyer"], "farmer": ["gardener"],
           "person getting haircut": ["hairdresser"], "person running": ["runner", "jogger"], "people wrestling": ["wrestler"],
           "woman with headscarf": ["nun"], "person in lotus position": ["monk"],
           "person with veil": ["bride"], "clown face": ["jester"], "zombie": ["mummy", "frankenstein"], "skull": ["grim reaper", "skeleton"],
           "shamrock": ["st patricks day", "saint patricks day", "st patrick"], "pot of food": ["stove", "oven", "microwave"],
           "bread": ["toaster", "toast"], "person lifting weights": ["dumbbell", "barbell"], "victory hand": ["peace sign"],
           "candy": ["candy cane", "bubblegum", "chewing gum"], "roll of paper": ["toilet paper", "toilet roll"], "child": ["kid", "toddler"],
           "books": ["bookshelf", "bookcase"], "bed": ["pillow", "blanket", "mattress"], "snow-capped mountain": ["glacier"],
           "mountain": ["cliff", "cave"], "desert": ["pyramid", "pyramids"], "brick": ["lego"],
           "playground slide": ["swing", "seesaw", "playground"], "screwdriver": ["drill"], "baby bottle": ["pacifier"],
           "person surfing": ["surfboard"], "person bouncing ball": ["athlete", "basketball player", "soccer player", "football player", "footballer"],
           "sun with face": ["smiling sun", "happy sun"], "window": ["curtain", "curtains"], "cherry blossom": ["spring", "springtime"],
           "beach with umbrella": ["summer", "summertime"], "taco": ["mexican food"], "sushi": ["japanese food"],
           "takeout box": ["chinese food"]}

# Words of one art direction or of quantity say nothing about a subject.
VAGUE_TAGS = {"men", "face", "food", "fruit", "animal", "hand", "person", "man", "woman", "people", "vehicle", "plant", "weather",
              "sport", "drink", "music", "clothing", "tool", "body", "red", "blue", "green", "yellow", "orange", "black",
              "white", "brown", "purple", "small", "big", "large", "two", "three", "four", "new", "open", "low", "high", "left", "right",
              "under", "giant", "pair", "this", "that", "here", "look", "looking", "wearing", "text", "go", "going", "gone", "get", "getting",
              "out", "up", "sir", "why", "who", "knows", "again", "later", "hey", "hi", "yo", "do", "this", "got", "gotta", "come", "tell",
              "pink", "cyan", "teal", "sky", "gray", "grey", "winter", "field", "lavender", "sitting", "standing", "stand", "dry", "wet",
              "extra", "super", "great", "little", "bit", "real", "direct", "air", "change", "easy", "side", "hard", "real", "mean", "away",
              "nothing", "everyone", "last", "total", "true", "flat", "flats", "table", "line", "cartoon", "picture", "framed", "dreams",
              "top", "second", "third", "sprinkles", "evening", "ground", "long", "record", "public", "personal", "private", "u", "v", "c", "t", "de"}


def words_of(text: str) -> list[str]:
    """The page's tokenizer does the same (FORMAT.md, Words)."""
    import unicodedata
    text = unicodedata.normalize("NFKC", text).lower()
    for old, new in REPLACE:
        text = text.replace(old, new)
    return re.findall(r"[a-z]+|[0-9]+", text)


REPLACE = [["3d", " threed "], ["t-rex", " tyrannosaurus rex "], ["t-shirt", " tshirt "], ["’", ""], ["'", ""]]


def plain_name(entry: dict) -> str:
    return entry["name"].lower().replace("“", "").replace("”", "").replace(":", "")


@cache
def names() -> dict[str, list[str]]:
    """Subject id to what people call it, the proper name first. A name belongs to one subject."""
    owners = {plain_name(s): s["id"] for s in subjects()}
    tag_use = Counter(tag for s in subjects() for tag in {t.lower() for t in s["tags"]})
    result = {s["id"]: [plain_name(s)] for s in subjects()}

    def claim(id, name):
        if name and owners.setdefault(name, id) == id and name not in result[id]:
            result[id].append(name)

    for s in subjects():
        for alias in ALIASES.get(plain_name(s), []) + WEAR_WORDS.get(plain_name(s), []):
            claim(s["id"], alias)
    for s in subjects():
        name = plain_name(s)
        if name.endswith(" face") and s["group"] == "animals-nature" or s["subgroup"] in ("cat-face", "monkey-face"):
            claim(s["id"], name.removesuffix(" face"))
    for s in subjects():
        for tag in s["tags"]:
            if tag_use[tag.lower()] == 1 and tag.isalpha() and tag.isascii() and tag.lower() not in VAGUE_TAGS \
                    and tag.lower().removesuffix("s") not in owners:
                claim(s["id"], tag.lower())
    return result


def with_article(name: str, rng) -> str:
    draw = rng.random()
    if draw < .5:
        return name
    return ("an " if name[0] in "aeiou" else "a ") + name if draw < .92 else "the " + name


def subject_phrase(subject: dict, rng) -> str:
    """`subject`: id, colour or None, and the colour its artwork has anyway."""
    known = names()[subject["id"]]
    name = known[0] if rng.random() < .7 else rng.choice(known)
    colour = subject.get("colour") or (subject.get("own_colour") if rng.random() < .15 else None)
    if colour:
        first, _, rest = name.partition(" ")
        if rest and first in COLOURS:
            name = rest
        if colour not in name.split():
            name = f"{rng.choice(COLOUR_WORDS[colour])} {name}"
    return name


def plural(name: str) -> str:
    return name if name.endswith("s") else name + ("es" if name.endswith(("x", "ch", "sh")) else "s")


def background_phrase(name: str | None, rng) -> str:
    if name is None:
        return "" if rng.random() < .8 else rng.choice([" on white", " on a white background", ", white background"])
    word = rng.choice(BACKGROUND_WORDS[name])
    if name in SCENES and rng.random() < .6:
        return " " + SCENES[name].format(word)
    if name in PLAIN:
        return rng.choice([f" on a {word} background", f" on {word}", f", {word} background", f" with a {word} background"])
    return rng.choice([f" on a {word} gradient background", f", {word} gradient", f" on a {word} background", f", {word} background"])


def caption(scene: dict, rng) -> str:
    """A prompt somebody might have typed for a composed scene (see compose.py)."""
    first, *others = scene["subjects"]
    layout = scene["layout"]
    phrase = subject_phrase(first, rng)
    if layout.startswith("count-"):
        number = rng.choice([w for w, n in NUMBERS.items() if n == int(layout[-1])])
        text = f"{number} {plural(phrase)}"
    else:
        size = rng.choice(SIZES["small"]) + " " if layout == "small" and rng.random() < .8 else ""
        text = with_article(size + phrase, rng)
    if others:
        relation = "wearing" if layout.startswith("wearing-") else layout
        other = subject_phrase(others[0], rng)
        word = rng.choice(RELATIONS[relation])
        text = f"{text} {word} {other if word.endswith(' a') else with_article(other, rng)}"
    if scene.get("sticker") and rng.random() < .8:
        text = rng.choice([f"sticker of {text}", f"{text} sticker", f"{text}, sticker"])
    text += background_phrase(scene["background"], rng)
    if rng.random() < .68:
        style = rng.choice(STYLES[scene["style"]][1])
        text = rng.choice([f"{style} {text}", f"{text}, {style}", f"{text}, {style}", f"{text} in {style}"])
    return text
