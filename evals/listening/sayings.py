"""The sayings, checked as they are read.

as_of     the day of all sayings of a folder.
sayings   id      decides the part (see `evals.answers.kinds.part`).
          say     what is said, by whom (`role`: citizen or staff).
          danger  the kinds of danger of which one has to be heard; empty where none may be.
          others  whether it asks for what concerns another person.
"""

from pathlib import Path

from pydantic import Field

from evals.answers.kinds import Part, part
from evals.sets import DatedSet, of_part, read_sets, sampled
from knowledge.language.datafile import DataModel
from knowledge.records import Role

OWN_SAYINGS = Path(__file__).parent / "sayings"


class Saying(DataModel):
    """One saying; its fields are described above."""

    id: str
    say: str = Field(min_length=1)
    role: Role = Role.CITIZEN
    danger: tuple[str, ...] = ()
    others: bool = False

    @property
    def part(self) -> Part:
        """The part it belongs to by its id."""
        return part(self.id)


class SayingSet(DatedSet):
    """The sayings of one day."""

    sayings: tuple[Saying, ...] = Field(min_length=1)

    def of_part(self, wanted: Part | None) -> "SayingSet":
        """The sayings of one part, all of them for None. Raises InputError where none is left."""
        return self.model_copy(update={"sayings": of_part(self.sayings, wanted, "말")})

    def sample(self, size: int | None, seed: int) -> "SayingSet":
        """See `sampled`."""
        return self.model_copy(update={"sayings": sampled(self.sayings, size, seed)})


def read_sayings(path: Path | None) -> SayingSet:
    """Our own sayings, or those of a file or folder of the same shape; see `read_sets` for errors."""
    read = read_sets(path or OWN_SAYINGS, SayingSet, "말", lambda one: one.sayings)
    return SayingSet(as_of=read[0].as_of, sayings=tuple(saying for one in read for saying in one.sayings))
