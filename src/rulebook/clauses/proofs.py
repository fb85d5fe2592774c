"""Demands on what a person carries: tests, vaccinations, travel documents, visas."""

from dataclasses import dataclass

from rulebook.certlogic.tree import Constant, Equal, Expr, Var
from rulebook.clauses.base import (
    PAPER_KINDS,
    TEST_KINDS,
    VISA_KINDS,
    Clause,
    ParameterKind,
    Subject,
    all_of,
    any_item,
    compare,
    is_one_of,
    labels,
    parameter,
    sampled,
    within,
)
from rulebook.facts import full_months, minutes_between
from rulebook.travellers import Paper, Test
from rulebook.words import N_, Words

_YEAR_OF_HOURS = 24 * 366


@dataclass(frozen=True, slots=True)
class FreshNegativeTest(Clause):
    """A negative test of given kinds, sampled at most so many hours before the step."""

    keyword = "fresh_negative_test"
    actions = ("obtain_test",)

    kinds: tuple[str, ...] = parameter(ParameterKind.TEXTS, "kinds of test that count", vocabulary=TEST_KINDS)
    within_hours: int = parameter(
        ParameterKind.NUMBER, "greatest age of the sample at the step, in hours", least=1, most=_YEAR_OF_HOURS
    )
    countries: tuple[str, ...] = parameter(
        ParameterKind.COUNTRIES, "countries whose tests count; any country when left out", default=()
    )

    def lower(self) -> Expr:
        """Some test of the kinds, negative, sampled in time, from the countries."""
        conditions = [
            is_one_of("current.kind", self.kinds),
            Equal(Var("current.result"), Constant("negative")),
            within(0, "current.minutes_before", self.within_hours * 60),
        ]
        if self.countries:
            conditions.append(is_one_of("current.country", self.countries))
        return any_item("tests", all_of(*conditions))

    def demand(self, words: Words) -> str:
        """Say which test is demanded."""
        kinds = labels(words, TEST_KINDS, self.kinds)
        text = words.count(
            "negative {kinds} test, sampled at most {n} hour before",
            "negative {kinds} test, sampled at most {n} hours before",
            self.within_hours,
            kinds=kinds,
        )
        if not self.countries:
            return text
        countries = words.either(words.country(code) for code in self.countries)
        return words("{demand}, taken in {countries}", demand=text, countries=countries)

    def reason(self, subject: Subject) -> str:
        """Show the test that comes nearest, and by how much it misses."""
        words, tests = subject.words, subject.traveller.tests or ()
        fitting = [test for test in tests if test.kind in self.kinds]
        if not tests:
            return words("has no test; demanded: {demand}", demand=self.demand(words))
        if not fitting:
            shown = labels(words, TEST_KINDS, tuple(sorted({test.kind or "?" for test in tests})))
            return words("has only {kinds}; demanded: {demand}", kinds=shown, demand=self.demand(words))
        return self._nearest(subject, fitting)

    def _nearest(self, subject: Subject, fitting: list[Test]) -> str:
        words, at = subject.words, subject.step.at
        negative = [test for test in fitting if test.result == "negative" and test.sampled_at]
        if not negative:
            results = words.either(
                sorted({words(_RESULTS.get(test.result or "", N_("not recorded"))) for test in fitting})
            )
            return words("test result: {result}; demanded: {demand}", result=results, demand=self.demand(words))
        latest = max((test.sampled_at for test in negative if test.sampled_at), key=lambda moment: moment)
        minutes = minutes_between(latest, at)
        if minutes < 0:
            return words("sampled {moment}, after the step", moment=words.moment(latest))
        if minutes <= self.within_hours * 60:
            return words("{sample}, but taken elsewhere; demanded: {demand}",
                         sample=sampled(words, latest, minutes), demand=self.demand(words))  # fmt: skip
        return words("{sample}; at most {n}", sample=sampled(words, latest, minutes), n=self.within_hours)


_RESULTS = {
    "": N_("not recorded"),
    "negative": N_("negative"),
    "positive": N_("positive"),
    "inconclusive": N_("inconclusive"),
    "pending": N_("not yet known"),
}


@dataclass(frozen=True, slots=True)
class Vaccinated(Clause):
    """A complete vaccination, long enough and not too long ago."""

    keyword = "vaccinated"
    actions = ("be_vaccinated",)

    disease: str = parameter(ParameterKind.TEXT, "disease, e.g. covid-19")
    products: tuple[str, ...] = parameter(ParameterKind.TEXTS, "vaccines that count; any when left out", default=())
    at_least_days: int = parameter(
        ParameterKind.NUMBER, "least days since the last dose", default=0, least=0, most=36_600
    )
    at_most_days: int = parameter(
        ParameterKind.NUMBER, "greatest days since the last dose", default=36_600, least=1, most=36_600
    )

    def lower(self) -> Expr:
        """Some complete vaccination against the disease, within the days."""
        conditions = [
            Equal(Var("current.disease"), Constant(self.disease)),
            Equal(Var("current.complete"), Constant(True)),
            within(self.at_least_days, "current.days_before", self.at_most_days),
        ]
        if self.products:
            conditions.append(is_one_of("current.product", self.products))
        return any_item("vaccinations", all_of(*conditions))

    def demand(self, words: Words) -> str:
        """Say which vaccination is demanded."""
        parts = [words("complete vaccination against {disease}", disease=self.disease)]
        if self.products:
            parts.append(words.either(self.products))
        if self.at_least_days:
            parts.append(words.count("at least {n} day ago", "at least {n} days ago", self.at_least_days))
        if self.at_most_days < 36_600:
            parts.append(words.count("at most {n} day ago", "at most {n} days ago", self.at_most_days))
        return ", ".join(parts)

    def reason(self, subject: Subject) -> str:
        """Show the last dose against the disease, or that there is none."""
        words = subject.words
        given = [one.given_on for one in subject.traveller.vaccinations or () if one.disease == self.disease]
        days = max((day for day in given if day), default=None)
        if days is None:
            return words("has no vaccination on record; demanded: {demand}", demand=self.demand(words))
        return words("last dose {day}; demanded: {demand}", day=words.day(days), demand=self.demand(words))


@dataclass(frozen=True, slots=True)
class DocumentValid(Clause):
    """A document of given kinds, valid at the step and so many months beyond."""

    keyword = "document_valid"
    actions = ("obtain_paper",)

    kinds: tuple[str, ...] = parameter(ParameterKind.TEXTS, "kinds of document that count", vocabulary=PAPER_KINDS)
    months_beyond: int = parameter(
        ParameterKind.NUMBER, "whole months it must be valid beyond the step", default=0, least=0, most=120
    )
    countries: tuple[str, ...] = parameter(
        ParameterKind.COUNTRIES, "issuing countries that count; any when left out", default=()
    )

    def lower(self) -> Expr:
        """Some document of the kinds that has so many months left."""
        conditions = [
            is_one_of("current.kind", self.kinds),
            compare("current.full_months_left", ">=", self.months_beyond),
        ]
        if self.countries:
            conditions.append(is_one_of("current.country", self.countries))
        return any_item("papers", all_of(*conditions))

    def demand(self, words: Words) -> str:
        """Say which document is demanded."""
        kinds = labels(words, PAPER_KINDS, self.kinds)
        if self.countries:
            countries = words.either(words.country(code) for code in self.countries)
            kinds = words("{kinds} of {countries}", kinds=kinds, countries=countries)
        if not self.months_beyond:
            return words("valid {kinds}", kinds=kinds)
        return words.count(
            "{kinds} valid {n} month beyond", "{kinds} valid {n} months beyond", self.months_beyond, kinds=kinds
        )

    def reason(self, subject: Subject) -> str:
        """Show the document that lasts longest."""
        words = subject.words
        papers = [paper for paper in subject.traveller.papers or () if paper.kind in self.kinds and paper.expires_on]
        if not papers:
            return words("has no such document; demanded: {demand}", demand=self.demand(words))
        return self._expiry(subject, max(papers, key=lambda paper: (paper.expires_on is not None, paper.expires_on)))

    def _expiry(self, subject: Subject, paper: Paper) -> str:
        words, day = subject.words, subject.step.at.date()
        assert paper.expires_on is not None
        kind = labels(words, PAPER_KINDS, (paper.kind or "?",))
        if full_months(day, paper.expires_on) < 0:
            return words("{kind} expired on {day}", kind=kind, day=words.day(paper.expires_on))
        return words(
            "{kind} valid to {day}; demanded: {demand}",
            kind=kind,
            day=words.day(paper.expires_on),
            demand=self.demand(words),
        )


@dataclass(frozen=True, slots=True)
class HasVisa(Clause):
    """A visa of given kinds for a country, valid on the day of the step."""

    keyword = "visa"
    actions = ("obtain_visa",)

    country: str = parameter(ParameterKind.COUNTRY, "country of the visa")
    kinds: tuple[str, ...] = parameter(ParameterKind.TEXTS, "kinds of visa that count", vocabulary=VISA_KINDS)
    days_beyond: int = parameter(
        ParameterKind.NUMBER, "days it must be valid beyond the step", default=0, least=0, most=3660
    )

    def lower(self) -> Expr:
        """Some visa of the country and kinds that has begun and has the days left."""
        return any_item(
            "visas",
            all_of(
                Equal(Var("current.country"), Constant(self.country)),
                is_one_of("current.kind", self.kinds),
                compare("current.days_since_start", ">=", 0),
                compare("current.days_left", ">=", self.days_beyond),
            ),
        )

    def demand(self, words: Words) -> str:
        """Say which visa is demanded."""
        visa = words(
            "valid {kinds} visa of {country}",
            kinds=labels(words, VISA_KINDS, self.kinds),
            country=words.country(self.country),
        )
        if not self.days_beyond:
            return visa
        return words.count(
            "{visa}, for {n} day beyond the step", "{visa}, for {n} days beyond the step", self.days_beyond, visa=visa
        )

    def reason(self, subject: Subject) -> str:
        """Show until when a visa of the country held, or that there is none."""
        words = subject.words
        ends = [one.ends_on for one in subject.traveller.visas or () if one.country == self.country and one.ends_on]
        if not ends:
            return words("has no visa of {country}; demanded: {demand}",
                         country=words.country(self.country), demand=self.demand(words))  # fmt: skip
        return words("visa valid to {day}; demanded: {demand}", day=words.day(max(ends)), demand=self.demand(words))
