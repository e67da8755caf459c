"""Of people's words: what differs from the cited text is told; honest rewording is none of that.

The texts are in the manner of resolutions and reports of many bodies, not of one matrix.
"""

import pytest

from drafter.check.content import differences
from drafter.check.meaning import plain

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
