"""Arms: missiles, rockets, drones, warheads, bombs, mines, tanks, guns, military aircraft and ships."""

from pipeline.extract.figures.rule import Rule

RULE = Rule(
    kind="weapons",
    rank=4,
    nouns=(
        "missiles", "missile", "rockets", "rocket", "drones", "drone", "warheads", "warhead", "bombs", "bomb", "mines", "mine", "tanks", "tank", "guns", "gun", "fighter jets", "fighter jet", "jets", "warplanes",
        "warplane", "strategic bombers", "b-52 bombers", "stealth bombers", "heavy bombers", "fighter-bombers", "warships", "warship", "submarines", "submarine", "munitions", "munition", "mortars", "mortar systems", "artillery systems", "artillery system", "weapons", "weapon", "rifles", "rifle", "launchers",
        "ieds", "ied", "vbieds", "vbied", "aircraft carriers", "aircraft carrier", "carriers", "grenades", "grenade", "shells", "torpedoes", "gunships", "gunboats", "patrol boats", "patrol boat",
        "speedboats", "speedboat", "navy boats", "navy boat", "navy ships", "navy ship", "naval vessels", "navy vessels", "destroyers", "destroyer", "frigates", "frigate", "military aircraft", "fighter aircraft", "combat aircraft", "coalition aircraft",
        "attack helicopters", "helicopters", "uavs", "uav", "projectiles", "projectile", "explosive devices", "howitzers", "mortar rounds", "artillery pieces", "armored vehicles", "armoured vehicles", "nukes", "icbms",
        "barrel bombs", "cluster bombs", "interceptors", "batteries", "attack boats", "fast boats", "fighter planes", "war planes", "military planes", "military ships", "air force planes", "f-35s", "f-16s", "f-15s", "f-18s", "f-22s", "b-52s",
        "kalashnikovs", "pistols", "handguns", "artillery shells", "limpet mines", "anti-tank missiles", "tomahawks", "minesweepers", "cruisers",
    ),
    tolls=("number of munitions", "number of missiles", "number of warheads", "number of drones", "number of rockets", "warhead levels", "warhead stockpile", "warhead count", "number of nuclear warheads"),
    examples=(
        ("The rebels launched nearly 40 ballistic missiles.", ("nearly 40",)),
        ("Two rockets hit the base.", ("Two",)),
        ("The strike destroyed 16 militia tanks.", ("16",)),
    ),
)  # fmt: skip
