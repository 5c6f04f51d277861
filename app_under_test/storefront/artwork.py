"""Every product has a picture, drawn from the words of its slug; nothing is stored."""

import re
from dataclasses import dataclass
from hashlib import sha256

from jinja2 import Environment


@dataclass(frozen=True)
class Colours:
    """One glaze: the room behind a thing, and the thing from light to dark."""

    wall: str
    glow: str
    table: str
    light: str
    main: str
    shade: str
    deep: str
    leaf: str = "#6f8661"
    spark: str = "#f2b64f"


GLAZES = {
    "blue": Colours("#e4ebf0", "#cfdde6", "#bccbd6", "#a9c6dd", "#4f7ea6", "#3c6588", "#274660"),
    "green": Colours("#e8ece1", "#d3dcc7", "#c3cdb5", "#bcd0ad", "#6b8f6a", "#547455", "#364f3b"),
    "clay": Colours("#f4e6db", "#ecd2bf", "#dfbfa8", "#f0b898", "#c46a45", "#a55335", "#6f3522"),
    "ochre": Colours("#f5ecd6", "#ecdcb3", "#ddc996", "#f6dc9a", "#d9a441", "#b9852c", "#7d581d"),
    "plum": Colours("#ece4ea", "#dccbd8", "#ccb7c7", "#c7a3bc", "#7d4f70", "#633c59", "#42273c"),
    "rose": Colours("#f6e6e4", "#edd0cd", "#dfbab8", "#f3c4c0", "#cf7f80", "#b26567", "#7a4144"),
    "stone": Colours("#ece8e1", "#dcd5ca", "#c9c0b2", "#ffffff", "#f6f1e7", "#dbd2c2", "#8d8272"),
    "ink": Colours("#e3e3e1", "#cfcfcc", "#bbbbb6", "#8b8d90", "#3f444a", "#2e3237", "#1b1e22"),
    "wood": Colours("#efe6d8", "#e0d1ba", "#b9c0ad", "#e3bf8f", "#c0925c", "#9d7343", "#64462a"),
}
COLOUR_WORDS = {
    "blue": "navy indigo teal turquoise sky denim cobalt",
    "green": "sage olive moss fern mint emerald",
    "clay": "red orange terracotta rust brick copper coral",
    "ochre": "yellow mustard gold golden honey brass lemon beeswax",
    "plum": "purple violet lilac lavender aubergine",
    "rose": "pink blush",
    "stone": "white cream ivory natural linen oat porcelain enamel bone silver",
    "ink": "black grey gray charcoal slate iron steel cast",
    "wood": "oak beech walnut ash olivewood wooden wicker willow bamboo cork brown tweed",
}
SHAPE_WORDS = {
    "mug": "cup beaker tankard mugs cups",
    "teapot": "kettle pot coffeepot cafetiere",
    "bowl": "bowls dish saucer casserole pan",
    "plate": "plates platter tray clock mirror tile coaster coasters",
    "vase": "vases flowers",
    "candle": "candles candlestick soap",
    "cushion": "cushions pillow pillowcase doorstop pouffe",
    "blanket": "throw towel towels linen tablecloth napkin napkins sheet quilt apron rug scarf",
    "lamp": "light lantern lampshade",
    "jug": "pitcher carafe decanter ewer",
    "glass": "glasses tumbler tumblers goblet",
    "board": "chopping breadboard",
    "spoon": "spoons fork knife cutlery ladle whisk brush",
    "basket": "baskets bag tote hamper trug scuttle bucket pail",
    "plant": "planter fern cactus plantpot",
    "stool": "chair bench table shelf footstool",
    "tin": "tea coffee caddy canister box biscuit biscuits",
    "jar": "bottle honey jam storage",
}
BACKDROPS = 4
GREATEST_SHIFT = 90  # of the 400 units of the picture


def draw(templates: Environment, slug: str) -> str:
    """An SVG of 400 by 400 units without style attributes, which the pages' CSP would refuse."""
    words = re.findall(r"[a-z]+", slug.lower())
    chance = sha256(slug.encode()).digest()
    return templates.get_template("art/frame.svg").render(
        shape=_first_known(words, SHAPE_WORDS) or "jar",
        c=GLAZES[_first_known(words, COLOUR_WORDS) or list(GLAZES)[chance[0] % len(GLAZES)]],
        backdrop=chance[1] % BACKDROPS,
        shift=chance[2] % GREATEST_SHIFT,
    )


def _first_known(words: list[str], vocabulary: dict[str, str]) -> str | None:
    """The last word names the thing ("oak chopping board"), so look from behind."""
    for word in reversed(words):
        for name, synonyms in vocabulary.items():
            if word == name or word in synonyms.split():
                return name
    return None
