"""The order of questions on the reading page, and what follows from answers, through node, without a page."""

from __future__ import annotations

import json
import random
import subprocess
from itertools import combinations

import pytest
from factory import make_matrix, make_recommendation

from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix
from drafter.matrix.similarity import Similarity
from drafter.reading.page.together import scored_pairs
from drafter.reading.together.judged import Judged
from drafter.reading.together.readings import Answer, Given, Reading
from tools import REPOSITORY, tool

ORDER = REPOSITORY / "drafter" / "reading" / "page" / "together" / "order.js"
FIVE = {
    "regions": [["ap"], ["lac"], ["wa"], ["af"], ["eu"]],
    "pairs": [[0, 1, 0.9], [1, 2, 0.8], [0, 2, 0.3], [0, 3, 0.7], [3, 4, 0.6], [2, 3, 0.2], [1, 4, 0.1]],
}


def run(script, **data):
    """What a script finds, which has an Order of five recommendations or of the given ones."""
    head = (
        f"const {{ Order, SETTINGS }} = require({json.dumps(str(ORDER))});"
        "const data = JSON.parse(require('fs').readFileSync(0, 'utf-8'));"
        "const order = new Order(data.regions, data.pairs);"
        "const given = (list) => list.map(([first, second, answer]) => ({ first, second, answer }));"
        "const show = (found) => console.log(JSON.stringify(found));"
    )
    done = subprocess.run(
        [tool("node"), "-e", head + script],
        input=json.dumps(FIVE | data),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_likeliest_is_asked_first_and_what_follows_is_not_asked():
    found = run(
        """
        const first = order.next();
        order.replay(given([[0, 1, "same"], [1, 2, "same"], [2, 3, "neither"]]));
        const open = order.questions().map(({ first, second, many }) => [first, second, many]);
        show([first, order.told(0, 2), order.told(0, 3), order.told(0, 4), open]);
        """
    )
    first, same, neither, unknown, open_ = found
    assert (first["first"], first["second"]) == (0, 1)
    assert same == {"answer": "same", "isGiven": False}
    assert neither == {"answer": "neither", "isGiven": False}
    assert unknown == {"answer": "", "isGiven": False}
    # Of 0, 1 and 2 together it is asked through 1, which alone has a score with 4: three pairs in one answer.
    assert sorted(open_) == [[1, 4, 3], [3, 4, 1]]


def test_what_is_near_to_one_is_near_to_all_that_are_the_same_and_nearness_wins():
    told = run(
        """
        order.replay(given([[0, 3, "near"], [1, 3, "neither"], [0, 4, "unsure"], [0, 1, "same"]]));
        show([order.told(1, 3), order.told(0, 3), order.told(0, 4), order.told(1, 4)]);
        """
    )
    assert [(one["answer"], one["isGiven"]) for one in told] == [
        ("neither", True),
        ("near", True),
        ("unsure", True),
        ("", False),
    ]


def test_a_contradiction_is_told_with_its_chain():
    assert run(
        """
        order.replay(given([[0, 2, "neither"], [0, 1, "same"], [1, 2, "same"]]));
        show(order.contradictions());
        """
    ) == [{"first": 0, "second": 2, "answer": "neither", "through": [0, 1, 2]}]


def test_questions_stay_with_one_recommendation_while_it_is_worth_it():
    # After 0–1, 1–2 is nearest of what is about 0 and what is the same; then 3–4 is better than 0–2 by far.
    found = run(
        """
        order.replay(given([[0, 1, "same"]]));
        const here = order.next(0);
        order.replay(given([[0, 1, "neither"], [1, 2, "neither"]]));
        const away = order.next(2);
        const wanted = order.next(-1, order.questions(), (number) => number === 4);
        show([here, away, wanted]);
        """
    )
    assert [(one["first"], one["second"]) for one in found] == [(1, 2), (0, 3), (4, 3)]


def test_about_what_is_read_nothing_is_asked_and_two_of_it_are_neither():
    open_, both, one = run(
        """
        order.replay(given([]), [0, 1]);
        const open = order.questions().map(({ first, second }) => [first, second]);
        show([open, order.told(0, 1), order.told(0, 2)]);
        """
    )
    assert open_ == [[3, 4], [2, 3]]
    assert both == {"answer": "neither", "isGiven": False}
    assert one == {"answer": "", "isGiven": False}


def test_what_is_left_is_nothing_when_everything_is_answered_and_is_not_told_too_early():
    before, after = run(
        """
        const before = order.left();
        order.replay(given(data.pairs.map(([first, second]) => [first, second, "neither"])));
        show([before, order.left()]);
        """
    )
    assert (before["isKnown"], before["isReasonable"]) == (False, False)
    assert (after["left"], after["isReasonable"]) == (0, True)


@pytest.mark.parametrize("seed", range(5))
def test_the_page_draws_the_same_conclusions_as_drafter(seed):
    chance = random.Random(seed)
    names = [f"{region}-{number}a" for number in (1, 2, 3) for region in ("ap", "lac", "wa", "eu")]
    matrix = make_matrix(*(make_recommendation(name, "item-3-i") for name in names))
    ids = [item.id for item in matrix.recommendations]
    pairs = chance.sample(list(combinations(range(len(ids)), 2)), 25)
    answers = [(*pair, chance.choice(list(Answer)).value) for pair in pairs]
    read = chance.sample(range(len(ids)), 5)
    given = tuple(Given(ids[first], ids[second], Answer(answer)) for first, second, answer in answers)
    judged = Judged(Reading("A. Reader", matrix.name, tuple(ids[one] for one in read), given), matrix)

    told, against = run(
        """
        order.replay(given(data.answers), data.read);
        const told = [];
        for (let a = 0; a < order.count; a += 1)
          for (let b = a + 1; b < order.count; b += 1) told.push(order.told(a, b).answer);
        show([told, order.contradictions().map((one) => one.through)]);
        """,
        regions=[list(item.regions) for item in matrix.recommendations],
        pairs=[],
        answers=answers,
        read=read,
    )

    assert told == [judged.answer(one, other) or "" for one, other in combinations(ids, 2)]
    expected = {frozenset(one.pair): len(one.through) for one in judged.contradictions()}
    assert {frozenset((ids[way[0]], ids[way[-1]])): len(way) for way in against} == expected


@pytest.mark.thorough
def test_a_reader_like_the_shipped_concordance_has_97_of_100_pairs_after_600_answers():
    opened = open_matrix(DEFAULT_MATRIX)
    similarity = Similarity(opened.matrix)
    asked, missed = run(
        """
        const groupOf = new Map(data.same.flatMap((members, group) => members.map((one) => [one, group])));
        const total = data.same.reduce((sum, { length }) => sum + length * (length - 1) / 2, 0);
        const answers = [];
        let top = -1;
        while (answers.length < 600) {
          const { first, second } = order.next(top);
          top = first;
          const isSame = groupOf.has(first) && groupOf.get(first) === groupOf.get(second);
          answers.push({ first, second, answer: isSame ? "same" : "neither" });
          order.replay(answers);
        }
        show([answers.length, 1 - order.found() / total]);
        """,
        regions=[list(item.regions) for item in opened.matrix.recommendations],
        pairs=scored_pairs(similarity),
        same=[[similarity.number[one] for one in e.members] for e in opened.concordance.confirmed],
    )
    assert asked == 600
    assert missed <= 0.03
