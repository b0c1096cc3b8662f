"""The people of a conversation: which known or new person a mention means."""

import itertools

from assistant.understanding.facts.lexicon import People, Role
from assistant.understanding.facts.model import HEAD, Context, Member
from assistant.understanding.facts.people import Mention

_SINGLE = frozenset(
    {
        "self",
        "spouse",
        "mother",
        "father",
        "mother_in_law",
        "father_in_law",
        "grandmother",
        "grandfather",
    }
)
_ORDER = {"first": 0, "second": 1, "third": 2}


class Cast:
    """Resolves mentions to references, adding members as they are named.

    `doubtful` holds the places of mentions that may have meant somebody else.
    """

    def __init__(self, people: People, context: Context) -> None:
        """Start from the members known before."""
        self._people = people
        self._known = {member.ref: member for member in context.members}
        self._relations = {role.role: role.relation for role in people.roles}
        self._sexes = {role.role: role.sex for role in people.roles if role.role in _SINGLE}
        self.named: dict[str, Member] = {}
        self.minors: set[str] = set()
        self.doubtful: set[int] = set()
        self._groups: dict[str, tuple[str | None, tuple[str, ...]]] = {}
        self._told_apart: set[str] = set()
        self._of_mention: dict[int, tuple[str, ...]] = {}

    def refs(self, mention: Mention) -> tuple[str, ...]:
        """The references of a mention; the same for the same mention."""
        if mention.start not in self._of_mention:
            self._of_mention[mention.start] = () if mention.absent else self._resolve(mention)
        return self._of_mention[mention.start]

    def another(self, mention: Mention) -> str:
        """A further person of the mention's kind, where it is somebody else than thought (제 아이 9살)."""
        ref = self._add(mention.role, self._next(mention.role.role))
        self._of_mention[mention.start] = (ref,)
        return ref

    def group(self, mention: Mention, count: int) -> tuple[str, ...]:
        """The mention as that many people (자녀 6세 4세)."""
        kind = self._all(mention.role.role)
        while len(kind) < count:
            kind.append(self._add(mention.role, self._next(mention.role.role)))
        self._of_mention[mention.start] = tuple(kind[-count:])
        return self._of_mention[mention.start]

    def same(self, mention: Mention, other: Mention) -> str | None:
        """The person of a mention, now called as another one (아들이 아니라 딸): its reference."""
        refs = self.refs(mention)
        if len(refs) != 1 or other.role.sex is None:
            return None
        self._of_mention[other.start] = refs
        self.named[refs[0]] = Member(refs[0], mention.role.relation, other.role.sex)
        return refs[0]

    def ignore(self, mention: Mention) -> None:
        """Take a mention for nobody (a child not yet born)."""
        for ref in self._of_mention.get(mention.start, ()):
            if ref not in self._known:
                self.forget(ref)
        self._of_mention[mention.start] = ()

    def one_of(self, at: int) -> str | None:
        """The person of the group last counted who is spoken of as 하나는 for the `at`-th time, from 0."""
        groups = list(self._groups.values())
        return groups[-1][1][at] if groups and at < len(groups[-1][1]) else None

    def child(self) -> str | None:
        """The only child known, None where there is none or several."""
        children = self._all("child")
        return children[0] if len(children) == 1 else None

    def spouse(self) -> str:
        """The spouse, named without being called so (부부가구)."""
        return self._single("spouse")

    def children(self) -> list[str]:
        """All children known so far."""
        return self._all("child")

    def new_child(self) -> str:
        """One more child."""
        return self._add(self._people.by_word["아이"], self._next("child"))

    def member(self, ref: str) -> Member:
        """What is known of a person."""
        role = ref.rstrip("0123456789")
        known = self.named.get(ref) or self._known.get(ref)
        return known or Member(ref, self._relations[role], self._sexes.get(role))

    def forget(self, ref: str) -> None:
        """Not a member after all (a husband who died)."""
        self.named.pop(ref, None)

    def _resolve(self, mention: Mention) -> tuple[str, ...]:
        role = mention.role
        if role.role in ("gone", "ex") or (
            mention.plural and mention.count is None and not self._all(role.role)
        ):
            return ()
        if role.role in self._people.pairs:
            return tuple(self._single(one) for one in self._people.pairs[role.role])
        if role.role in _SINGLE:
            return (self._single(role.role, role.sex),)
        if mention.count:
            if some := self._some_of_the_group(role, mention.count):
                return some
            self._groups[role.role] = role.sex, self._counted(role, mention.count)
            return self._groups[role.role][1]
        if (group := self._groups.get(role.role)) and not role.order and group[0] == role.sex:
            return group[1]
        if mention.plural:
            return tuple(self._all(role.role))
        if role.order:
            ref = self._ordered(role)
            self._told_apart.add(ref)
            return (ref,)
        if role.sex and (one := self._some_of_the_group(role, 1)):
            return one
        return (self._of_kind(mention),)

    def _some_of_the_group(self, role: Role, count: int) -> tuple[str, ...]:
        """애가 셋인데 위로 둘은 쌍둥이: as many of the group counted before as are left."""
        sex, group = self._groups.get(role.role, (None, ()))
        if sex is not None or len(group) <= count:
            return ()
        same = [ref for ref in group if role.sex and self.member(ref).sex == role.sex]
        if same and count == 1:
            return (same[-1],)
        left = [ref for ref in group if ref not in self._told_apart and self._fits(ref, role)]
        if len(left) < count:
            return ()
        self._told_apart |= set(left[:count])
        return tuple(self._add(role, ref) for ref in left[:count])

    def _single(self, ref: str, sex: str | None = None) -> str:
        old = self.member(ref)
        self.named[ref] = Member(ref, old.relation, sex or old.sex)
        return ref

    def _counted(self, role: Role, count: int) -> tuple[str, ...]:
        fitting = [ref for ref in self._all(role.role) if self._fits(ref, role) and ref not in self.named]
        refs = fitting[:count]
        while len(refs) < count:
            refs.append(self._add(role, self._next(role.role)))
        for ref in refs:
            self._add(role, ref)
        return tuple(refs)

    def _ordered(self, role: Role) -> str:
        known = self._all(role.role)
        if role.order == "last":
            by_order = f"{role.role}2" in self.named and len(known) == 2 and f"{role.role}1" in self.named
            more = by_order or (len(known) == 1 and known[0] in self._told_apart)
            ref = f"{role.role}{len(known) + 1 if more else max(len(known), 1)}"
        else:
            ref = f"{role.role}{_ORDER[role.order or 'first'] + 1}"
        return self._add(role, ref)

    def _of_kind(self, mention: Mention) -> str:
        role, known = mention.role, self._all(mention.role.role)
        same = [ref for ref in known if role.sex and self.member(ref).sex == role.sex]
        open_ = [ref for ref in known if self.member(ref).sex is None or role.sex is None]
        if same:
            return self._add(role, same[-1] if same[-1] in self.named else same[0])
        if not open_:
            return self._add(role, self._next(role.role))
        if len(open_) > 1:
            self.doubtful.add(mention.start)
        return self._add(role, open_[0])

    def _fits(self, ref: str, role: Role) -> bool:
        sex = self.member(ref).sex
        return role.sex is None or sex is None or sex == role.sex

    def _all(self, role: str) -> list[str]:
        refs = {**self._known, **self.named}
        return sorted(ref for ref in refs if ref.rstrip("0123456789") == role and ref != HEAD)

    def _next(self, role: str) -> str:
        taken = self._all(role)
        return next(f"{role}{n}" for n in itertools.count(1) if f"{role}{n}" not in taken)

    def _add(self, role: Role, ref: str) -> str:
        old = self.named.get(ref) or self._known.get(ref)
        self.named[ref] = Member(ref, role.relation, role.sex or (old.sex if old else None))
        if role.minor:
            self.minors.add(ref)
        return ref
