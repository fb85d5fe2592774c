"""All kinds of clause by the keyword that packs use."""

from rulebook.clauses.base import Clause
from rulebook.clauses.combining import Admitted, AllOf, AnyOf, Forbidden, FreeLogic, NotThis, Unless
from rulebook.clauses.passage import (
    ComingFrom,
    ConsentOfAuthority,
    EscortedVehicle,
    GoingTo,
    GroupKind,
    HeadCount,
    HoursInTransit,
    MasksAboard,
    MedicAboard,
    NoStops,
    OrganisedGroup,
    PostHours,
    Purpose,
    SealedVehicle,
    ShareOfSeats,
    TravelsBy,
)
from rulebook.clauses.persons import Age, Nationality, OnAgreedList, Quarantine, Residence, Temperature
from rulebook.clauses.proofs import DocumentValid, FreshNegativeTest, HasVisa, Vaccinated

CLAUSES: dict[str, type[Clause]] = {
    clause.keyword: clause
    for clause in (
        FreshNegativeTest,
        Vaccinated,
        DocumentValid,
        HasVisa,
        Nationality,
        Residence,
        Age,
        Temperature,
        OnAgreedList,
        Quarantine,
        TravelsBy,
        ComingFrom,
        GoingTo,
        Purpose,
        OrganisedGroup,
        GroupKind,
        SealedVehicle,
        EscortedVehicle,
        MedicAboard,
        MasksAboard,
        NoStops,
        HoursInTransit,
        ShareOfSeats,
        HeadCount,
        PostHours,
        ConsentOfAuthority,
        AnyOf,
        AllOf,
        NotThis,
        Unless,
        Forbidden,
        Admitted,
        FreeLogic,
    )
}
