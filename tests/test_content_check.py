"""Of people's words: what differs from the cited text is told; honest rewording is none of that.

The texts are in the manner of resolutions and reports of many bodies, not of one matrix.
"""

import pytest

from drafter.check.content import differences, strength_differences
from drafter.check.meaning import Difference, plain

TEXTS = {
    "prisons": "Member States should not use solitary confinement for juveniles, and should review all cases "
    "within six months.",
    "water": "Ensure that access to safe drinking water is not denied to persons in detention.",
    "women": "Increase the number of women in the police by 2030, with the support of UNODC, upon request.",
    "victims": "Provide victims of trafficking with medical and psychological assistance without "
    "discrimination.",
    "secretariat": "Requests the Secretariat to prepare a report on cybercrime for the Commission "
    "at its twelfth session.",
    "consider": "Consider establishing specialized units to investigate wildlife crime, where appropriate.",
    "children": "Protect children from recruitment by terrorist groups, including through education.",
    "funds": "Allocate 25 per cent of confiscated assets to the compensation of victims.",
    "states": "Governments should exchange information on stolen cultural property through three "
    "regional networks.",
    "judges": "Train judges in handling electronic evidence at least two years before new laws "
    "enter into force.",
    "fish": "Coastal States may adopt measures to reduce bycatch in accordance with national legislation.",
    "labour": "Employers must not retain the identity documents of migrants.",
}

# Whose text, the words, and in what they differ from it.
PLANTED = [
    (
        "prisons",
        "Use solitary confinement for juveniles, and review all cases within six months",
        "negation-gone",
    ),
    (
        "prisons",
        "Do not use solitary confinement for juveniles, and review all cases within nine months",
        "number",
    ),
    ("prisons", "Do not use solitary confinement for women, and review all cases within six months", "actor"),
    ("prisons", "Solitary confinement of juveniles is not used; not all cases are reviewed", "negation"),
    ("prisons", "Review all cases within six years; solitary confinement of juveniles is not used", "number"),
    ("water", "Ensure that access to safe drinking water is denied to persons in detention", "negation-gone"),
    ("water", "Do not ensure access to safe drinking water for persons in detention", "negation"),
    ("water", "Persons in detention shall have access to safe drinking water", "strength"),
    (
        "women",
        "Increase the number of women in the police by 2035, with the support of UNODC, upon request",
        "number",
    ),
    (
        "women",
        "Increase the number of men in the police by 2030, with the support of UNODC, upon request",
        "actor",
    ),
    ("women", "Do not increase the number of women in the police by 2030, upon request", "negation"),
    (
        "women",
        "With the support of the Commission, upon request, more women are to join the police by 2030",
        "actor",
    ),
    (
        "women",
        "Increase the number of women in the police by 2030, with the support of INTERPOL, upon request",
        "actor",
    ),
    (
        "victims",
        "Provide offenders with medical and psychological assistance without discrimination",
        "actor",
    ),
    ("victims", "Provide victims of trafficking with no medical and psychological assistance", "negation"),
    (
        "victims",
        "Victims of trafficking must be provided with medical assistance without discrimination",
        "strength",
    ),
    ("victims", "Provide witnesses with psychological assistance without discrimination", "actor"),
    ("secretariat", "Requests UNODC to prepare a report on cybercrime for the Commission", "actor"),
    (
        "secretariat",
        "Requests the Secretariat not to prepare a report on cybercrime for the Commission",
        "negation",
    ),
    ("secretariat", "Requests the Secretariat to prepare a report on cybercrime for the Conference", "actor"),
    (
        "secretariat",
        "Requests the Secretariat to prepare two reports on cybercrime for the Commission",
        "number",
    ),
    ("secretariat", "Requests the General Assembly to prepare a report on cybercrime", "actor"),
    ("consider", "Establish specialized units to investigate wildlife crime", "strength-gone"),
    ("consider", "Specialized units shall investigate wildlife crime, where appropriate", "strength"),
    ("consider", "Consider not establishing specialized units to investigate wildlife crime", "negation"),
    ("consider", "Consider establishing five specialized units to investigate wildlife crime", "number"),
    ("children", "Protect women from recruitment by terrorist groups, including through education", "actor"),
    ("children", "Never protect children from recruitment by terrorist groups", "negation"),
    ("children", "Protect 500 children from recruitment by terrorist groups", "number"),
    ("funds", "Allocate 15 per cent of confiscated assets to the compensation of victims", "number"),
    ("funds", "Allocate 25 per cent of confiscated assets to the compensation of witnesses", "actor"),
    ("funds", "Allocate no confiscated assets to the compensation of victims", "negation"),
    (
        "states",
        "Governments should exchange information on stolen cultural property through four networks",
        "number",
    ),
    ("states", "The private sector should exchange information on stolen cultural property", ""),
    ("states", "Governments should not exchange information on stolen cultural property", "negation"),
    (
        "judges",
        "Train prosecutors in handling electronic evidence two years before new laws enter into force",
        "actor",
    ),
    (
        "judges",
        "Train judges in handling electronic evidence two months before new laws enter into force",
        "number",
    ),
    ("fish", "Coastal States adopt measures to reduce bycatch", "strength-gone"),
    ("fish", "Coastal States must adopt measures to reduce bycatch", "strength"),
    ("labour", "Employers must retain the identity documents of migrants", "negation-gone"),
]

# Order, other words for the same, shortening.
REWORDED = [
    (
        "prisons",
        "Refrain from using solitary confinement for juveniles, and review all cases within six months",
    ),
    (
        "prisons",
        "States should review all cases within 6 months, and not place juveniles in solitary confinement",
    ),
    ("prisons", "Juveniles should not be held in solitary confinement"),
    ("prisons", "Avoid solitary confinement of minors"),
    ("prisons", "Governments should review every case within six months"),
    ("water", "See to it that persons in detention are not denied safe drinking water"),
    ("water", "Ensure safe drinking water for everyone in detention"),
    ("water", "Provide detained persons with clean water"),
    ("women", "By 2030, raise the share of women in the police, upon request with UNODC support"),
    ("women", "Recruit more women into law enforcement by 2030, upon request"),
    (
        "women",
        "On request, with the United Nations Office on Drugs and Crime, put more women in the police",
    ),
    ("women", "Increase, upon request, the number of female police officers by 2030"),
    ("victims", "Give trafficking victims medical and psychological help without any discrimination"),
    ("victims", "Assist victims of trafficking, free of discrimination"),
    (
        "victims",
        "Medical and psychological assistance to victims of trafficking, on a non-discriminatory basis",
    ),
    ("victims", "Provide survivors of trafficking with assistance"),
    (
        "secretariat",
        "Requests the Secretariat to report to the Commission, at its twelfth session, on cybercrime",
    ),
    ("secretariat", "Asks the Secretariat for a report on cybercrime"),
    ("secretariat", "Requests that a report on cybercrime be prepared for the Commission by the Secretariat"),
    ("consider", "Where appropriate, consider setting up specialized units for wildlife crime"),
    ("consider", "Explore the establishment of units that specialize in wildlife crime"),
    ("consider", "Consider creating dedicated units against wildlife crime"),
    ("consider", "Consider the establishment of specialized units, where appropriate"),
    (
        "children",
        "Through education, among other means, protect children from recruitment by terrorist groups",
    ),
    ("children", "Shield children against being recruited by terrorist groups"),
    ("children", "Protect boys and girls, and all children, from terrorist recruitment"),
    ("children", "Prevent the recruitment of children by terrorist groups"),
    ("funds", "Compensate victims with 25 per cent of the assets that were confiscated"),
    ("funds", "Allocate 25% of confiscated assets to compensating victims"),
    ("funds", "Use confiscated assets for the compensation of victims"),
    (
        "states",
        "Member States should share information on stolen cultural property through three regional networks",
    ),
    ("states", "Information on stolen cultural property should be exchanged through 3 regional networks"),
    ("states", "We should exchange information on stolen cultural goods"),
    (
        "judges",
        "At least two years before new laws enter into force, train the judiciary in electronic evidence",
    ),
    ("judges", "Train judges in electronic evidence"),
    (
        "judges",
        "Build the capacity of courts to handle electronic evidence 2 years before laws come into force",
    ),
    ("fish", "In accordance with domestic law, coastal States may take steps to reduce bycatch"),
    ("fish", "Coastal States may adopt measures against bycatch"),
    ("labour", "The identity documents of migrants must not be retained by employers"),
    ("labour", "Prohibit employers from keeping the identity documents of migrants"),
]


# What is told of words, and what the message names: the words, and the text that they cite.
NAMED = [
    (
        "Reduce the access of fishing communities to credit",
        "Increase the access of fishing communities to credit.",
        ("negation", "Reduce", "Increase"),
    ),
    (
        "Curtail and penalize the use of renewable energy in schools",
        "Encourage the use of renewable energy in schools.",
        ("negation", "Curtail", "Encourage"),
    ),
    ("Deplores the closure of ports", "Welcomes the closure of ports.", ("negation", "Deplores", "Welcomes")),
    (
        "Ensure that nurses are not paid without discrimination",
        "Ensure that nurses are paid without discrimination.",
        ("negation", "not", ""),
    ),
    (
        "Refrain from the following:\n(a) mapping reefs;\n(b) replanting mangroves",
        "Map reefs. Replant mangroves.",
        ("negation", "Refrain", ""),
    ),
    (
        "States should avoid:\n(a) mapping reefs;\n(b) replanting mangroves",
        "Map reefs. Replant mangroves.",
        ("negation", "avoid", ""),
    ),
    (
        "There is no need for:\n(a) maps of reefs;\n(b) replanting mangroves",
        "Draw maps of reefs, and replant mangroves.",
        ("negation", "no", ""),
    ),
    (
        "Water is to be shared fairly, so that water is not for all",
        "Share water fairly, to ensure water for all.",
        ("negation", "not", ""),
    ),
    (
        "Programmes that teach weaving should be abandoned",
        "Sustain programmes that teach weaving.",
        ("negation", "abandoned", ""),
    ),
    (
        "Wells in villages are to be phased out",
        "Multiply wells in villages.",
        ("negation", "phased", "Multiply"),
    ),
    ("Retain the tariffs on seeds", "Revise the tariffs on seeds.", ("negation", "Retain", "Revise")),
    (
        "Replant mangroves along the coast. This is not advised",
        "Replant mangroves along the coast.",
        ("negation", "not", ""),
    ),
    ("Vaccinate only children in cities", "Vaccinate children in cities.", ("negation", "only", "")),
    (
        "Report either to the Assembly or the Council",
        "Report to the Assembly and the Council.",
        ("negation", "either … or", "and"),
    ),
    (
        "The Treaty enters into force after the twenty-second ratification",
        "The Treaty enters into force after the fiftieth ratification.",
        ("number", "twenty-second", "fiftieth"),
    ),
    (
        "Inspect the dam for the third time",
        "Inspect the dam for the first time.",
        ("number", "third", "first"),
    ),
    ("Inspect the last dam", "Inspect all dams.", ("number", "last", "all")),
    (
        "Cover 80 per cent of the cost of seeds",
        "Cover 60 per cent of the cost of seeds.",
        ("number", "80 per cent", "60 per cent"),
    ),
    (
        "Requests the United Nations Children's Fund to report on wells",
        "Requests the World Health Organization to report on wells.",
        ("actor", "United Nations Children's Fund", "World Health Organization"),
    ),
    (
        "The Human Rights Council decides on the budget",
        "The Security Council decides on the budget.",
        ("actor", "Human Rights Council", "Security Council"),
    ),
    (
        "Teachers should train and assess farmers, who must pay",
        "Farmers should train and assess teachers, who must pay.",
        ("actor", "Teachers", "Farmers"),
    ),
    (
        "Invites private foundations to survey the river",
        "Invites Governments to survey the river.",
        ("actor", "private foundations", "Governments"),
    ),
]

# What says the same in words that the lists have.
SAME = [
    ("Prevent floods in cities", "Promote flood prevention in cities."),
    ("Reduce the use of plastic", "Promote the use of alternatives to plastic."),
    ("Reports are due within twelve months", "Reports are due within one year."),
    ("Wages shall be neither late nor withheld", "Wages shall not be late and shall not be withheld."),
    ("See that fees are not unfair", "See that fees are fair."),
    ("The Commission shall meet", "The International Whaling Commission shall meet."),
    (
        "Do the following:\n(a) map reefs;\n(b) replant mangroves;\n(c) survey rivers",
        "Map reefs, replant mangroves and survey rivers.",
    ),
    ("Consult farmers, fishers and teachers", "Consult teachers, fishers and farmers."),
    ("Ratify Protocol II; vaccinate each child", "Ratify Protocol II; vaccinate all children."),
    ("Prevent and reduce floods", "Reduce floods, and prevent them."),
    ("Wider use of wells should be considered", "Consider using wells more widely."),
    ("The reuse of abandoned wells should be promoted", "Promote the reuse of wells that nobody uses."),
    ("Avoid:\n(a) delays;\n(b) costs", "Avoid delays and costs."),
    ("Floods should be reduced, where dams leak", "Strengthen dams and reduce floods."),
    (
        "Apply the Convention against Transnational Organized Crime and the Corruption Convention",
        "Apply the Organized Crime Convention and the United Nations Convention against Corruption.",
    ),
    (
        "Apply the 1988 Convention",
        "Apply the Convention against Illicit Traffic in Narcotic Drugs and Psychotropic Substances.",
    ),
    ("Teach ICT in schools", "Teach information and communication technologies in schools."),
]


@pytest.mark.parametrize(("words", "text", "difference"), NAMED)
def test_the_words_and_what_stands_there_are_named_as_typed(words, text, difference):
    assert difference in {(one.key, one.word, one.there) for one in differences(words, [text])}


@pytest.mark.parametrize(("words", "text"), SAME)
def test_what_comes_to_the_same_differs_in_nothing(words, text):
    assert differences(words, [text]) == ()


@pytest.mark.parametrize(("text", "words", "key"), PLANTED)
def test_what_differs_is_told(text, words, key):
    found = {one.key for one in differences(words, [TEXTS[text]])}
    assert key in found if key else found <= {"actor"}


@pytest.mark.parametrize(("text", "words"), REWORDED)
def test_honest_rewording_differs_in_nothing(text, words):
    assert differences(words, [TEXTS[text]]) == ()


def test_who_wants_what_of_a_stretch_is_none_of_the_words():
    words = "Consider establishing specialized units [for women] (Egypt, UNICEF: delete), where appropriate"
    assert plain(words) == "Consider establishing specialized units [for women], where appropriate"


def test_there_are_forty_of_each():
    assert len(PLANTED) == len(REWORDED) == 40


@pytest.mark.parametrize(
    "own", ["upon their [written] request", "upon [their] request", "[upon their request]"]
)
def test_a_bracket_within_a_hedge_does_not_hide_it(own):
    assert not list(strength_differences(f"Support States, {own}", ["Support States, upon their request"]))


@pytest.mark.parametrize(
    ("before", "after"),
    [("Consider addressing corruption", "Address corruption"), ("Consider harnessing data", "Harness data")],
)
def test_a_hedge_is_gone_before_a_word_that_is_only_in_another_form(before, after):
    (found,) = strength_differences(after, [before])
    assert found == Difference("strength-gone", "consider")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Follow the 2019 guidelines.", "Follow the shall 2019 guidelines."),
        ("Meet by 2031 in each country.", "Meet by 2031 must in each country."),
    ],
)
def test_a_firm_word_beside_a_number_is_one(before, after):
    (found,) = strength_differences(after, [before])

    assert found.key == "strength"


def test_a_month_is_no_hedge():
    assert not list(strength_differences("Report in May 2027.", ["Report in 2027."]))
    assert not list(strength_differences("Report by 3 May.", ["Report by 3 June."]))
