"""Words by which a source is classed and placed. Data, no rules."""

from __future__ import annotations

PEOPLE = frozenset(
    """
    official officials source sources diplomat diplomats aide aides adviser advisers advisor advisors analyst analysts expert experts observer observers
    witness witnesses resident residents activist activists protester protesters demonstrator demonstrators lawmaker lawmakers senator senators
    congressman commander commanders officer officers soldier soldiers general generals fighter fighters militant militants doctor doctors medic medics
    nurse relative relatives friend friends neighbor neighbors neighbour neighbours critic critics supporter supporters opponent opponents
    person people man men woman women student students teacher worker workers trader traders executive executives insider insiders
    spokesman spokeswoman spokesperson staffer staffers negotiator negotiators journalist journalists reporter reporters scholar scholars
    economist economists historian historians veteran veterans agent agents investigator investigators prosecutor prosecutors lawyer lawyers attorney
    attorneys leader leaders cleric clerics politician politicians strategist strategists operative operatives voter voters crowd survivor survivors
    passenger passengers villager villagers refugee refugees victim victims colleague colleagues participant participants informant informants
    delegate delegates minister envoy envoys ambassador diplomatic those others someone insiders employee employees member members pilot crew
    """.split()
)
"""Heads of sources that are people: without a name beside them they are anonymous."""

INSTITUTIONS = frozenset(
    """
    police authorities ministry government military army navy guard guards court parliament council agency department office administration committee
    commission organisation organization group coalition company embassy university institute hospital statement report reports poll polls survey study
    television tv media newspaper radio channel website outlet network paper magazine documents document letter data figures records filing
    lawsuit complaint warrant indictment bill resolution treaty text law campaign party regime state union bank pentagon congress senate house
    republicans democrats iranians americans israelis russians investigation investigations investigators intelligence force forces command
    president ayatollah pope king shah prime chancellor secretary mayor governor speaker
    """.split()
)
"""Heads of sources that are institutions, documents or offices one person holds: named by what they are."""

_CLASSES = {
    "outlet": """
        this newspaper, this paper, this magazine, this website, this site, this channel, this network, this agency, this reporter, this correspondent,
        this columnist, our correspondent, our correspondents, our reporter, our reporters, our newspaper, our newsroom
    """,
    "state_media": """
        state television, state tv, state media, state-run, state-owned, state radio, state broadcaster, state news agency,
        semi-official, semiofficial, press tv, irna, irib, fars, tasnim, mehr, isna, sana, xinhua, tass, rt, official news agency
    """,
    "wire": """
        reuters, associated press, ap, agence france-presse, afp, upi, bloomberg
    """,
    "hospital": """
        hospital, doctor, doctors, medic, medics, nurse, health officials, paramedics, surgeon
    """,
    "ngo": """
        human rights watch, amnesty international, observatory, red cross, red crescent, rights group, rights groups, hrw, hrana,
        aid group, aid groups, charity, ngo, human rights, advocacy group, advocacy groups, activist, activists, advocates, campaigners, relief agency, humanitarian, nonprofit
    """,
    "document": """
        statement, report, document, documents, letter, filing, poll, polls, survey, study, text, resolution, memo, data,
        indictment, lawsuit, warrant, complaint, book, transcript, email, emails, records, fact sheet, announcement, proclamation, assessment, analysis, findings, speech, law, bill, deal,
        agreement, accord, treaty, pact, executive order, video, videos, footage, article, column, op-ed, editorial, memoir, filings, reports, letters,
        statements, memos, communique, constitution, affidavit, cable, cables
    """,
    "military": """
        military, army, navy, general, gen, maj, col, lt, commander, commanders, pentagon, centcom, troops, admiral,
        revolutionary guard, revolutionary guards, guard, guards, irgc, defense department, air force, central command, forces,
        soldiers, defense officials, defense official, idf, capt, adm, joint chiefs, militia, militias, rebels, rebel, houthi, houthis, hezbollah,
        hamas, taliban, quds force, marines, corps, sgt, cmdr, brigade, islamic jihad, islamic state, isis, defence ministry, admirals, commandant, general staff
    """,
    "expert": """
        analyst, analysts, expert, experts, professor, scholar, scholars, economist, economists, historian, researcher, fellow,
        institute, university, think tank, director of the center, specialist, crisis group, brookings, researchers, fellow at, scientist, scientists,
        pundits, commentators, commentator, observers, strategist, strategists, economist, author, authors, academic, academics, carnegie, rand,
        chatham house, historians, lecturer, columnist, foundation for defense of democracies, council on foreign relations, atlantic council
    """,
    "government": """
        president, leader, leaders, minister, ministry, secretary, official, officials, white house, state department, government,
        administration, diplomat, diplomats, ambassador, senator, sen, rep, lawmaker, lawmakers, congress, senate, parliament,
        supreme leader, governor, gov, mayor, spokesman, spokeswoman, spokesperson, adviser, advisor, envoy, embassy, chancellor,
        king, prince, treasury, department, agency, intelligence, police, authorities, prosecutor, prosecutors, judge, court,
        ayatollah, republicans, democrats, negotiator, commission, kremlin, congressman, speaker, premier, council, committee, country, officer, irs, dems, inspector, inspector general,
        attorney general, united nations, u.n, un, iaea, european union, eu, cia, fbi, tehran, washington, moscow, beijing, london, israel, iran,
        russia, china, france, britain, germany, senators, sens, reps, congressmen, congresswoman, congresswomen, legislator, legislators, lawmaker, ministers,
        aides, aide, envoys, governors, judges, parliamentarians, mps, mp, politician, politicians, campaign, nominee, candidate, candidates,
        republican, democrat, gop, party, presidency, cabinet, powers, states, nations, countries, capitals, negotiators, advisers, advisors,
        blue house, elysee, downing street, state dept, foreign office, u.s, us, hard-liners, hardliners, reformists, representative, delegation, mission, inspectors,
        secretaries, prime minister, emperor, sultan, emir, shah, sheikh, consulate, homeland security, nsc, nsa, national security council, security council
    """,
    "witness": """
        witness, witnesses, resident, residents, protester, protesters, survivor, survivors, passenger, relative, relatives,
        protestors, protestor, demonstrators, neighbor, neighbors, bystander, bystanders, locals, villagers, survivor, passengers, onlookers, eyewitness, eyewitnesses
    """,
    "media": """
        newspaper, magazine, television, tv, radio, news, reporter, reporters, journalist, media, network, website, times, post,
        journal, cnn, nbc, abc, cbs, paper, daily, weekly, outlet, outlets, press, newspapers, tabloid, correspondent, correspondents, journalists, anchor,
        host, moderator, moderators, editor, editors, broadcaster, channel, al jazeera, bbc, npr, msnbc, fox, politico, axios, website, site, blog
    """,
}
CLASS_WORDS: dict[str, tuple[str, ...]] = {
    source_class: tuple(phrase.strip() for phrase in " ".join(phrases.split()).split(",")) for source_class, phrases in _CLASSES.items()
}
"""Class -> words of a source that give it, in the order they are tried."""

_COUNTRIES = {
    "IR": "iran iranian iranians tehran irna irgc fars tasnim mehr isna ayatollah",
    "US": "u.s us american americans america washington pentagon irs dems republican republicans democrat democrats democratic congressional sen rep gop cia fbi centcom congress",
    "IL": "israel israeli israelis",
    "IQ": "iraq iraqi",
    "SY": "syria syrian",
    "SA": "saudi saudis",
    "RU": "russia russian kremlin moscow",
    "CN": "china chinese beijing",
    "GB": "britain british uk u.k",
    "FR": "france french",
    "DE": "germany german",
    "TR": "turkey turkish",
    "LB": "lebanon lebanese",
    "YE": "yemen yemeni",
    "QA": "qatar qatari",
    "KW": "kuwait kuwaiti",
    "OM": "oman omani",
    "BH": "bahrain",
    "AE": "emirati uae",
    "JO": "jordanian",
    "EG": "egypt egyptian",
    "PK": "pakistan pakistani",
    "AF": "afghan afghanistan",
    "CA": "canada canadian",
    "UA": "ukraine ukrainian",
    "JP": "japan japanese",
    "IN": "indian india",
    "PS": "palestinian palestinians",
    "CH": "swiss",
    "IT": "italian",
}
PARTY_COUNTRY = "US"
"""Whose parties are marked 'R-Ky.' and 'D-N.J.'."""
COUNTRY_WORDS = {word: country for country, words in _COUNTRIES.items() for word in words.split()}
"""Words of a source that say its country, as ISO 3166 alpha-2."""
