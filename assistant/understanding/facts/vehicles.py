"""The vehicles of a household: 2014년식 모닝, 1600cc, 11인승, 생계용 트럭, 차는 없어요."""

import re
from collections.abc import Mapping

from assistant.understanding.facts.lexicon import Vehicles, one_of
from assistant.understanding.facts.model import Scalar
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words

_MODEL_YEAR = Words("vehicles.model_year")
_YEARS_OLD = Words("vehicles.years_old")
_ENGINE = Words("vehicles.engine")
_SEATS = Words("vehicles.seats")
_NONE = Words("vehicles.none")
_HAS = Words("vehicles.has")
_COMPANY = Words("vehicles.company")
_GONE = Words("vehicles.gone")


_PASSENGER_SEATS = 10
"""Up to ten seats a car is a passenger car (자동차관리법 시행규칙 별표 1)."""


class VehicleReader:
    """Reads vehicles; made once."""

    def __init__(self, data: Vehicles) -> None:
        """Compile the words."""
        self._models = [
            (one, re.compile(rf"(?<![가-힣A-Za-z])(?:{one_of(one.words)})")) for one in data.models
        ]
        self._generic = re.compile(
            rf"(?<![가-힣\d])(?<!개월 )(?<!주 )(?<!년 )(?<!살 )(?<!세 )(?<!나이 )"
            rf"(?:{one_of(data.generic)})(?=[은는이가도를을,\s(]|$|만|\d)"
        )
        self._livelihood, self._disabled = (
            re.compile(one_of(data.livelihood)),
            re.compile(one_of(data.disabled)),
        )

    def read(self, scene: Scene) -> None:
        """Note the vehicles, or that there are none; takes the value that money reading found."""
        value = next((one for one in scene.facts if one.id == "vehicle_value"), None)
        if value is not None:
            scene.facts.remove(value)
        asked = scene.context.asked is not None and scene.context.asked.fact == "vehicles"
        if _COMPANY.search(scene.text):
            return
        parts = self._models_named(scene, asked) or self._unnamed(scene)
        if not parts:
            self._more_of_the_known(scene)
            return
        vehicles = [vehicle for _, _, vehicle in parts]
        if len(vehicles) == 1:
            vehicles[0].update(self._details(scene, scene.text))
            if value is not None and isinstance(value.value, int):
                vehicles[0]["value"] = value.value
        else:
            for start, _, vehicle in parts:
                vehicle.update(self._details(scene, scene.clause_at(start).text))
        rough = value is not None and not value.sure
        scene.add("vehicles", None, tuple(vehicles), parts[0][0], parts[-1][1], approximate=rough)

    def _more_of_the_known(self, scene: Scene) -> None:
        """2010년식이고 1,400cc요: of the one vehicle that was named before."""
        known = scene.context.fact("vehicles")
        if known is None or not isinstance(known.value, (list, tuple)) or len(known.value) != 1:
            return
        details, old = self._details(scene, scene.text), known.value[0]
        if details and isinstance(old, Mapping) and not scene.has("vehicles"):
            scene.add("vehicles", None, ({**old, **details},), 0, len(scene.text))

    def _unnamed(self, scene: Scene) -> list[tuple[int, int, dict[str, Scalar]]]:
        """A vehicle of no known kind (차 있어요); notes where there is none."""
        for match in self._generic.finditer(scene.text):
            clause = scene.clause_at(match.start())
            begins = next(one.start for one in scene.clauses if one.sentence == clause.sentence)
            others = [one for one in scene.people_in(clause.start, match.start()) if one.subject]
            others = others or [
                one for one in scene.people_in(begins, clause.start) if one.particle.startswith("네")
            ]  # 누나네는 집도 있고 차도 있는데
            if not scene.told(clause) or (others and others[-1].role.role not in ("self", "spouse")):
                continue
            if _NONE.match(scene.text[match.end() :]) or _GONE.match(scene.text[match.end() :]):
                scene.add("vehicles", None, (), match.start(), match.end())
                return []
            if clause.past:
                continue
            if _HAS.search(scene.text[match.end() : match.end() + 20]):
                return [(match.start(), match.end(), {})]
        return []

    def _models_named(self, scene: Scene, asked: bool) -> list[tuple[int, int, dict[str, Scalar]]]:
        found: list[tuple[int, int, dict[str, Scalar]]] = []
        owned = any(
            _HAS.search(scene.text[one.end() : one.end() + 12]) and scene.told(scene.clause_at(one.start()))
            for one in self._generic.finditer(scene.text)
        )
        for model, pattern in self._models:
            for match in pattern.finditer(scene.text):
                clause = scene.clause_at(match.start())
                if not scene.told(clause) or _NONE.match(scene.text[match.end() :]):
                    continue
                if not (asked or owned) and not _HAS.search(
                    scene.text[match.start() : match.end() + 25] + clause.text
                ):
                    continue
                if any(start < match.end() and match.start() < end for start, end, _ in found):
                    continue
                if found and match[0] in ("1톤", "자가용", "승용차", "경차", "세단"):
                    continue
                vehicle: dict[str, Scalar] = {"kind": model.kind}
                if model.light:
                    vehicle["size_class"] = "light"
                found.append((match.start(), match.end(), vehicle))
        named = [
            one
            for one in found
            if scene.text[one[0] : one[1]] not in ("자가용", "1톤", "승용차", "세단", "경차")
        ]
        return sorted(named or found[:1], key=lambda one: one[0])

    def _details(self, scene: Scene, text: str) -> dict[str, Scalar]:
        found: dict[str, Scalar] = {}
        if match := _MODEL_YEAR.search(text):
            year = int(match["y"])
            year += 0 if year > 100 else 2000 if 2000 + year <= scene.as_of.year + 1 else 1900
            found["age_years"] = max(scene.as_of.year - year, 0)
        elif (match := _YEARS_OLD.search(text)) and not match["rough"]:
            found["age_years"] = int(match["n"])
        if match := _ENGINE.search(text):
            found["engine_cc"] = int(match["n"].replace(",", ""))
        if match := _SEATS.search(text):
            found["seats"] = seats = int(match["n"])
            if seats <= _PASSENGER_SEATS:
                found["kind"] = "passenger"
        if self._livelihood.search(text):
            found["for_livelihood"] = True
        if self._disabled.search(text):
            found["for_disabled"] = True
        return found
