"""Which programs a question names: the longest name wins, spacing and particles do not matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ports import ProgramName
from assistant.understanding.cues import compile_cue

_TAIL = re.compile(r"(?:지원사업|지원|제도|사업|서비스)$")
_PAREN = re.compile(r"\(.*?\)")
_RIVAL = re.compile(r"(?:급여|수당|연금|이용권|바우처|장려금|계좌|장학금|크레딧|대출|양육비)$")
_HELD = re.compile(
    r"\s*(?:을|를|은|는|도|의)?\s*(?:수급(?:자(?!격)|권자|가구|\s?중)"
    r"|받는\s*(?:데|중|사람|가구|세대|가정|집|분|어르신|노인|할머니|할아버지|학생|아이|아동|청년|부모|엄마|아빠|장애인)"
    r"|[^,.?!]{0,8}?(?:받고|받아도|받으면|받은|받다가|타고|타는|쓰면|쓰고|쓰는데|이용하면|이용하는데|이용하고))"
)
_RECIPIENT = re.compile(r"수급자$|수급권자$|수급\s*가구$")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A program found in a text, and how it was written there.

    `held`: the text says that somebody gets it (생계급여 수급자인데), so it need not be what is asked about.
    """

    program: ProgramName
    phrase: str
    held: bool = False


class Topics:
    """Finds program names. `terms` are other names that must not be read as a part of themselves.

    장애아동수당 is not 아동수당 even while the library has no card of it: dictionary terms that end like a
    program's name compete with the programs and yield nothing.
    """

    def __init__(self, programs: Sequence[ProgramName], terms: Sequence[str] = ()) -> None:
        """Prepare the names of these programs."""
        self._owners: dict[str, ProgramName | None] = {
            _key(term): None for term in terms if _RIVAL.search(term)
        }
        derived: dict[str, ProgramName] = {}
        for program in programs:
            for name in (program.name, *program.aliases):
                for shorter in _shorter(name):
                    derived.setdefault(shorter, program)
        self._owners |= derived
        for program in programs:
            self._owners |= {_key(name): program for name in program.aliases}
        self._owners |= {_key(program.name): program for program in programs}
        self._owners.pop("", None)
        ordered = sorted(self._owners, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(_pattern(name) for name in ordered)) if ordered else None

    def named(self, text: str) -> list[Named]:
        """The programs of a text in order of appearance, each once.

        Right after a program's name, what may be called a program too is a part of it: 한부모가족 학용품비.
        """
        found: dict[str, Named] = {}
        end = None
        for match in self._pattern.finditer(text.lower()) if self._pattern else ():
            program = self._owners.get(_key(match[0]))
            part = end is not None and not text[end : match.start()].strip() and not _RIVAL.search(match[0])
            end = match.end()
            if program and not part:
                held = bool(_RECIPIENT.search(match[0]) or _HELD.match(text.lower(), match.end()))
                found.setdefault(program.id, Named(program, match[0], held))
        return list(found.values())

    def unknown(self, text: str) -> tuple[str, ...]:
        """Names of programs in a text that the library has no card of."""
        found = self._pattern.findall(text.lower()) if self._pattern else []
        names = (key for key in map(_key, found) if not _RIVAL.fullmatch(key))
        return tuple(dict.fromkeys(key for key in names if self._owners.get(key, self) is None))


def _key(name: str) -> str:
    return "".join(name.lower().split())


def _pattern(name: str) -> str:
    """A short name (집, 월세) must begin a word; a longer one may follow others (노인기초연금)."""
    return compile_cue(("^" if len(name) <= _SHORT else "") + name.replace("*", ""))


def _shorter(name: str) -> list[str]:
    """Names that people cut: without brackets, one of several joined by a dot, without 지원 or 제도."""
    plain = [_key(part) for part in re.split(r"[·/]|및", _PAREN.sub("", name))]
    cut = [_TAIL.sub("", part) for part in plain]
    return [part for part in dict.fromkeys(plain + cut) if len(part) > _SHORT and part != _key(name)]
