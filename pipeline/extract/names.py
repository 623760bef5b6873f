"""Words by which a person's or an institution's name is known where no gazetteer holds it: first names, titles, heads of names."""

from __future__ import annotations

MALE = frozenset(
    """
    aaron abbas abdul abdullah abraham adam adel ahmad ahmed akbar alan albert alejandro alex alexander alexei ali alireza allen amir andre andrei
    andrew anthony antonio antony anwar ari ariel arthur ashton avi bahram barack barry behrouz ben benjamin benny bernard bernie bill bob bobby brad
    brandon brent bret brett brian bruce bryan carl carlos cesar charles charlie chris christian christopher chuck clarence claude clint colin cory craig
    curtis cyrus dan daniel danny darrell dave david dean dennis denis derek devin dick dmitri dmitry don donald doug douglas drew dwight earl ebrahim
    ed eddie edward edwin ehud eli elliot elliott emad emmanuel enrique eric ernest esmail eugene evan farid farhad felix fernando francis francisco
    francois frank franklin fred frederick gabriel gary gavin geoff geoffrey george gerald gerard gholam gilbert glenn gordon graham greg gregory
    guillermo gustavo guy habib habibollah hadi hamid hamza hans harold harry hasan hashim hassan heiko henry herbert herman hossein howard hugh hussain
    hussein ian ibrahim igor ilan imad imran isaac ismail ivan jack jacob jake jamal james jamie jared jason javad javier jay jean jeff jeffrey jeremy
    jerome jerry jesse jim jimmy joe joel john johnny jon jonathan jordan jorge jose josef joseph josep josh joshua juan julian julius justin kamal karim
    karl keith kelvin ken kenneth kevin khalid kim kirk kofi kurt kyle lance larry laurent lawrence lee leo leon leonard leonid lewis lindsey lloyd louis
    luis luke mahdi mahmoud malcolm manuel marc marcel marco marcus mario mark marshall martin marvin marwan matt matthew maurice max mehdi mehran
    michael michel miguel mike mikhail mitch mitt mohamad mohamed mohammad mohammed mohsen moshe muhammad muqtada murray mustafa nabil naftali nasser
    nathan nathaniel neal ned neil nicholas nick nicolas nicolás nigel noah norman nouri oleg oliver omar omer oscar owen pablo patrick paul pedro pete
    peter phil philip phillip pierre qasem qassem rafael rahim ralph ramin randy raul ray raymond raz recep reza rex ricardo richard rick rob robert
    roberto robin rod rodney roger roland ron ronald rouzbeh roy rudolph rudy rupert russell ryan saad sadegh sadeq saeed said sajjad salman sam sami
    samuel saul scott sean sebastian seth seyed shahram shane shaun shimon shinzo shlomo sidney siamak simon stanley stephen steve steven stuart sultan
    talib tarek ted terrence terry theodore thomas tim timothy toby todd tom tommy tony travis trevor tyler vali victor vincent vladimir volodymyr wade
    wael walter warren wayne william winston xavier yair yasser yitzhak yoav yossi yousef youssef yukiya yuri yusuf zachary
    """.split()
)
"""Given names borne by men, as common in American, European and Middle Eastern news."""

FEMALE = frozenset(
    """
    abigail alexandra alexandria alice alison allison amanda amber amy andrea angela anita ann anna anne annie april ashley audrey ayanna azadeh barbara
    beth betty beverly brenda bridget caitlin candace carla carly carol caroline carolyn catherine cathy charlotte chelsea cheryl chloe christina
    christine cindy claire condoleezza connie cynthia dana debbie deborah debra denise diana diane dianne donna dorothy eileen elaine eleanor elena elise
    elizabeth ellen elsa emily emma erica erin esther eva evelyn farah fatemeh fatima federica fiona florence frances gabrielle gail gina gloria grace
    hannah heather heidi helen helena hillary holly ilhan irene iris isabel ivanka jackie jacqueline jamila jan jane janet janice jean jeanne jeannette
    jen jennifer jenny jessica jill joan joanna josephine joyce judith judy julia julie kamala karen karine kate katherine kathleen kathryn kathy katie
    kayleigh kelly kellyanne kim kimberly kirsten kirstjen kristen kristin laila laura lauren leila leslie lily linda lisa liz lois loretta lori lucy
    lynn lynne madeleine mahsa maria marie marilyn marina marjorie martha mary masih masoumeh maureen maxine megan melania melissa meredith michelle mina
    miriam molly monica morgan nadia nancy naomi narges nasrin natalie natasha nazanin nicole nikki nina olivia olga pamela patricia patty paula pauline
    peggy penny phyllis rachel rashida rebecca renee rhonda rita robin roxana ruth sally samantha sandra sara sarah shannon sharon sheila shelley shirin
    shirley simone sofia sonia sophia sophie stacey stella stephanie sue susan suzanne sylvia tamara tammy tara teresa theresa tina tracy tulsi ursula
    valerie vanessa vera veronica victoria virginia vivian wendy yvonne zahra zainab zoe
    """.split()
)
"""Given names borne by women. A name in both sets tells no gender."""

TITLES = frozenset(
    """
    mr mrs ms miss dr prof sir lord lady dame president chancellor premier king queen prince princess sultan sheikh sheik emir shah sayyed sayyid seyed
    sen senator rep congressman congresswoman gov governor mayor secretary minister ambassador envoy justice judge attorney speaker chairman chairwoman
    gen general maj major lt lieutenant col colonel capt captain cmdr commander adm admiral sgt sergeant cpl pvt brig rear vice
    ayatollah hojatoleslam imam mullah cleric rev reverend pope cardinal bishop rabbi
    spokesman spokeswoman spokesperson director chief head analyst expert professor correspondent reporter author historian economist lawyer activist
    lawmaker candidate aide adviser advisor strategist scholar researcher researchers fellow
    """.split()
)
"""Words that stand before a person's name."""

ORGANISATIONS = frozenset(
    """
    academy administration agency alliance army assembly association authority bank board brigade brigades bureau center centre church club coalition
    college command commission committee company congress conference corporation corps council court department directorate federation force forces
    foundation front fund group guard guards hospital inc initiative institute institution laboratory league ministry mission mosque movement museum network
    office organisation organization parliament party police project school senate service services society tribunal trust union university
    """.split()
)
"""Words at the head of an institution's name: 'Gatestone Institute', 'Ministry of Health'."""

PARTICLES = frozenset("al el bin ibn abu van von de del della di da la le ben ul ur e".split())
"""Small words inside a person's name."""
