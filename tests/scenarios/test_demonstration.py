"""The demonstration shows every rule at work, and nothing made up in it looks public."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.basis import Basis
from portfolio.domain.grant import Instrument
from portfolio.domain.people import Role
from portfolio.domain.period import day_in
from portfolio.domain.policies import PolicyName
from portfolio.domain.programme import AppropriationKind
from portfolio.domain.record import key_of
from portfolio.domain.states import STATES_OF_KIND
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.services.demo import japan_folder, open_demo
from portfolio.services.office import AGENCY_ZONE
from portfolio.services.verify import verify
from tests.conftest import NOW

if TYPE_CHECKING:
    from portfolio.domain.journal import JournalEntry
    from portfolio.reports.dossier import Dossier
    from portfolio.services.office import Office

BN, M = 10**9, 10**6

AWARDED_MINOR = {
    "RAPIDUS-FE": 1_542 * BN,
    "RAPIDUS-BE": 180_500 * M,
    "JASM-1": 476 * BN,
    "JASM-2": 732 * BN,
    "KIOXIA-YOKKAICHI": 92_900 * M,
    "KIOXIA-MIE-IWATE": 150_100 * M,
    "MICRON-HIROSHIMA": 774_500 * M,
    "G-QUAT": 162 * BN,
    "UTOKYO-IBM": 4_200 * M,
    "KPRO-JST": 250 * BN,
    "KPRO-NEDO": 250 * BN,
    "LSTC-ADIP": 7_500 * M,
    "PH-NICKEL": 350 * 100 * M,
    "B5G-STANDARDS": 1_200 * M,
}
"""What SOURCES.md says was awarded, grants only, in yen; of PH-NICKEL in cents."""

NOT_SHOWN = {
    Act.ASSIGN: "whoever tries it takes a grant themselves",
    Act.CHANGE_PERSON: "nobody's roles change: the demonstration has roles, no persons",
    Act.NOTE: "whoever tries it writes their own",
}


@dataclass(frozen=True)
class Demonstration:
    """The demonstration as it is opened, what its files tell, and how long opening takes."""

    office: Office
    seconds: float
    dossiers: dict[str, Dossier]
    entries: tuple[JournalEntry, ...]
    told: tuple[dict[str, Any], ...]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demonstration, opened anew and never written to."""
    began = process_time()
    path = tmp_path_factory.mktemp("demonstration") / "demonstration.db"
    office = open_demo(path, clock=lambda: NOW, login="tester")
    seconds = process_time() - began
    documents = [json.loads(f.read_text("utf-8")) for f in sorted(japan_folder().glob("*.json"))]
    return Demonstration(
        office=office,
        seconds=seconds,
        dossiers={g.code: browse.dossier(office, g.code) for g in browse.overview(office).grants},
        entries=browse.journal_entries(office, most=100_000),
        told=tuple(act for document in documents for act in document.get("history", ())),
    )


def made_up(code: str) -> bool:
    """Whether a grant is one of those that do not exist."""
    return code.startswith("EXAMPLE-")


class TestEveryRule:
    def test_is_at_work_by_every_act(self, demonstration: Demonstration) -> None:
        done = {Act(e.act) for e in demonstration.entries}
        assert set(Act) - done == set(NOT_SHOWN)

    def test_is_at_work_in_every_state(self, demonstration: Demonstration) -> None:
        seen = defaultdict(set)
        for entry in demonstration.entries:
            for kind, row in entry.records():
                if kind in STATES_OF_KIND:
                    seen[kind].add(row["state"])
        assert seen == {kind: {s.value for s in states} for kind, states in STATES_OF_KIND.items()}

    def test_of_payment_has_its_instalment(self, demonstration: Demonstration) -> None:
        weighed = [
            d.entitlement(i.code)
            for d in demonstration.dossiers.values()
            for i in d.file.instalments
        ]
        assert {w.case.policy for w in weighed} == set(PolicyName)
        for w in weighed:
            kept = (w.case.taken_minor, w.withheld_minor, w.case.reduced_minor, w.open_minor)
            assert sum(kept) == w.case.scheduled_minor, w.case.subject
            assert min(kept) >= 0, w.case.subject

    def test_pays_what_its_worked_number_says(self, demonstration: Demonstration) -> None:
        """Worked numbers 6 and 12: a score of 40 pays 40 %; 10 % of 10 bn at 0.7 is 700 m."""
        sensor, swarm, resist = (
            demonstration.dossiers[code].file
            for code in ("EXAMPLE-QSENSOR", "EXAMPLE-SWARM", "EXAMPLE-RESIST")
        )
        banded = [p.amount_minor for p in sensor.payouts_on("I2")]
        assert banded == [160 * M, 120 * M]
        assert [p.amount_minor for p in swarm.payouts_on("I2")] == [700 * M]
        _, final = resist.payouts_on("I2")
        assert (final.amount_minor, final.clears_minor) == (513 * M, 100 * M)

    def test_is_found_where_the_sources_say(self, demonstration: Demonstration) -> None:
        text = (japan_folder() / "SOURCES.md").read_text(encoding="utf-8")
        table = text.partition("## Where each rule is at work")[2].partition("## ")[0]
        named = re.findall(r"([A-Z0-9]+-[A-Z0-9-]*[A-Z0-9])((?:(?:/|, )[A-Z]+\d+\b)*)", table)
        assert len(named) > 30
        for grant, codes in named:
            file = demonstration.dossiers[grant].file
            known = {key_of(r)[-1] for r in file.records()}
            assert set(re.findall(r"[A-Z]+\d+", codes)) <= known, grant


class TestTheQueue:
    def test_waits_for_everybody_who_acts(self, demonstration: Demonstration) -> None:
        waited_for = {line.role for line in browse.queue(demonstration.office)}
        assert waited_for == {
            Role.GRANT_OFFICER, Role.ASSESSOR, Role.AUTHORISING_OFFICER, Role.ACCOUNTING_OFFICER,
            Role.COUNCIL,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("act", "subject"),
        [
            (Act.AWARD, "EXAMPLE-ENZYME"),
            (Act.ATTEST, "MICRON-HIROSHIMA/CV2"),
            (Act.CLEAR_SCREENING, "B5G-STANDARDS/Q3"),
            (Act.CONFIRM, "MICRON-HIROSHIMA/P4"),
            (Act.CONFIRM_AMENDMENT, "KPRO-NEDO/N1"),
            (Act.CONFIRM_RECOVERY, "EXAMPLE-PACKAGE/B2"),
            (Act.EXPIRE_WAIVER, "EXAMPLE-QSENSOR/W2"),
            (Act.PASS_GATE, "KPRO-NEDO/G2"),
            (Act.PROPOSE_RECOVERY, "EXAMPLE-SWARM/P2"),
            (Act.RECORD_REPAYMENT, "EXAMPLE-WAFER/B1"),
            (Act.REPORT, "JASM-1/C2"),
            (Act.SETTLE, "JASM-1/P5"),
            (Act.VERIFY_FUNDING, "PH-NICKEL/F2"),
        ],
    )
    def test_has_a_line_for(self, demonstration: Demonstration, act: Act, subject: str) -> None:
        assert (act, subject) in {(q.act, q.subject) for q in browse.queue(demonstration.office)}

    def test_is_not_all_there_is_to_come(self, demonstration: Demonstration) -> None:
        """Clocks run: of cures, of an announced reduction, of a screening, of an announced amount.

        The first day on which each is to be seen lies after the day of the demonstration.
        """
        today = demonstration.office.today()
        files = {code: d.file for code, d in demonstration.dossiers.items()}
        cures = [s.cure_due_on for f in files.values() for s in f.suspensions if s.is_open]
        assert sum(day > date(2026, 11, 25) for day in cures) >= 3
        assert files["KIOXIA-MIE-IWATE"].milestone("M3").cure_due_on == date(2026, 12, 5)
        announced = files["EXAMPLE-QSENSOR"].suspension("S2")
        assert announced.reduce_from == date(2026, 11, 28) > today
        assert files["B5G-STANDARDS"].screening("Q2").valid_until == date(2026, 12, 4)
        assert files["EXAMPLE-RESIST"].grant.amount_announced_on == date(2026, 11, 2)


class TestWhatIsPublic:
    def test_is_awarded_as_published(self, demonstration: Demonstration) -> None:
        """Worked numbers 8 and 9: 774.5 bn for Micron, 1,722.5 bn in grants for Rapidus."""
        found = {code: d.file.award_minor for code, d in demonstration.dossiers.items()}
        assert {c: minor for c, minor in found.items() if not made_up(c)} == AWARDED_MINOR
        assert found["RAPIDUS-FE"] + found["RAPIDUS-BE"] == 1_722_500 * M
        assert found["KIOXIA-YOKKAICHI"] + found["KIOXIA-MIE-IWATE"] == 243 * BN

    def test_keeps_equity_apart_and_counts_private_money(
        self, demonstration: Demonstration
    ) -> None:
        rapidus = demonstration.dossiers["RAPIDUS-FE"].file
        equity = [a for a in rapidus.awards if a.instrument is Instrument.EQUITY]
        assert [a.amount_minor for a in equity] == [100 * BN]
        lines = {g.code: g for g in browse.overview(demonstration.office).grants}
        raised = {c for c, g in lines.items() if g.raised_minor and g.leverage}
        assert lines["RAPIDUS-FE"].raised_minor == 167_600 * M
        assert raised >= {"RAPIDUS-FE", "KIOXIA-YOKKAICHI", "PH-NICKEL"}

    def test_is_cited_with_its_source(self, demonstration: Demonstration) -> None:
        for code, dossier in demonstration.dossiers.items():
            for record in dossier.file.records():
                if getattr(record, "basis", None) is Basis.PUBLIC:
                    assert record.source_on, (code, record)  # type: ignore[attr-defined]  # what has a basis has a source


class TestWhatIsMadeUp:
    def test_of_a_grant_that_does_not_exist_is_all_marked(
        self, demonstration: Demonstration
    ) -> None:
        examples = [d.file for c, d in demonstration.dossiers.items() if made_up(c)]
        assert len(examples) == 8
        for file in examples:
            assert file.grant.title.startswith("Illustrative: ")
            assert str(file.grant.title_ja).startswith("例示：")
            assert file.grant.consortium.startswith("Illustrative ")
            assert all(m.name.startswith("Illustrative ") for m in file.members)
            marks = {r.basis for r in file.records() if hasattr(r, "basis")}
            assert marks == {Basis.ILLUSTRATIVE}, file.code
            assert file.award_minor <= 2 * BN

    def test_has_a_programme_of_its_own(self, demonstration: Demonstration) -> None:
        """No sum of a public programme contains it."""
        for code, dossier in demonstration.dossiers.items():
            assert made_up(code) is (dossier.file.grant.programme == "EXAMPLE"), code
        example = browse.programme(demonstration.office, "EXAMPLE")
        assert example.programme.title.startswith("Illustrative ")
        marks = {term.basis for term in example.terms}
        marks |= {money.basis for money in example.appropriations}
        assert marks | {example.programme.basis} == {Basis.ILLUSTRATIVE}

    def test_says_so_wherever_somebody_has_written_something(
        self, demonstration: Demonstration
    ) -> None:
        for act in demonstration.told:
            written = [
                act[name]
                for name in ("reason", "summary", "document", "conditions", "authority")
                if name in act
            ]
            written += [j["reason"] for j in act.get("judgements", ())]
            written += [act["title"]] if "title" in act and "address" not in act else []
            assert all(text.startswith("Illustrative: ") for text in written), act
            assert act.get("source", "illustrative").startswith(("illustrative", "public: "))
            assert act.get("payment_reference", "ILLUSTRATIVE-").startswith("ILLUSTRATIVE-")

    def test_rests_on_documents_that_are_none(self, demonstration: Demonstration) -> None:
        for act in demonstration.told:
            for digest, title in (("sha256", "title"), ("document_sha256", "document")):
                if digest in act:
                    assert act[digest] == sha256(act[title].encode()).hexdigest(), act[title]

    def test_departs_from_a_policy_with_a_reason_that_says_so(
        self, demonstration: Demonstration
    ) -> None:
        departs = [
            i
            for d in demonstration.dossiers.values()
            for i in d.file.instalments
            if i.policy is not None
        ]
        assert len(departs) > 8
        assert all(str(i.policy_reason).startswith("illustrative: ") for i in departs)

    def test_carries_over_what_was_left_of_the_year_before(
        self, demonstration: Demonstration
    ) -> None:
        carried = 0
        for code in {d.file.grant.programme for d in demonstration.dossiers.values()}:
            programme = browse.programme(demonstration.office, code)
            assert all(a.kind is not AppropriationKind.CARRIED_IN for a in programme.appropriations)
            for each in programme.carry_overs:
                before = programme.year(each.fiscal_year)
                assert before is not None
                assert before.confirmed_minor == before.paid_minor
                assert before.left_minor == 0, (code, each.fiscal_year)
                assert each.approval_reference.startswith("illustrative")
                carried += 1
        assert carried == 16


class TestTheRecord:
    def test_is_unaltered(self, demonstration: Demonstration) -> None:
        found = verify(demonstration.office)
        assert found.sound, found.broken

    def test_lies_in_the_past_on_the_days_that_are_told(self, demonstration: Demonstration) -> None:
        asked: dict[tuple[str, str, str, str], int] = defaultdict(int)
        for act in demonstration.told:
            asked[act["on"], act["by"], act["act"], act["grant"]] += 1
        for entry in demonstration.entries:
            assert entry.recorded_at < NOW
            assert day_in(AGENCY_ZONE, entry.recorded_at) == entry.effective_on
            grant = entry.subject.partition("/")[0]
            done = Act.RELEASE if entry.act == Act.RELEASE_PART else Act(entry.act)
            asked[entry.effective_on.isoformat(), entry.actor, done, grant] -= 1
        assert [what for what, left in asked.items() if left > 0] == []

    def test_is_opened_in_a_few_seconds(self, demonstration: Demonstration) -> None:
        """Of work: on a machine that does much else besides, the clock on the wall says more."""
        assert demonstration.seconds < 20

    def test_begins_before_its_grants_and_takes_a_draft_in_on_its_day(
        self, demonstration: Demonstration
    ) -> None:
        entered = {
            e.subject: e for e in demonstration.entries if e.act in (Act.ENTER_GRANT, Act.DRAFT)
        }
        assert entered["RAPIDUS-FE"].effective_on == date(2022, 11, 1)
        draft = entered["EXAMPLE-ENZYME"]
        assert (draft.effective_on, draft.to_state) == (date(2026, 11, 9), "drafted")
