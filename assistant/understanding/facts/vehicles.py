"""The vehicles of a household: 2014년식 모닝, 1600cc, 11인승, 생계용 트럭, 차는 없어요."""

import re

from assistant.understanding.facts.lexicon import Vehicles, one_of
from assistant.understanding.facts.model import Scalar
from assistant.understanding.facts.scene import Scene

_MODEL_YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2}|\d{2})\s*년\s*(?:식|형)")
_YEARS_OLD = re.compile(r"(?P<n>\d{1,2})\s*년\s*(?:된|탄|지난)")
_ENGINE = re.compile(r"(?P<n>\d{1,2},?\d{3}|\d{3})\s*(?:cc|CC|씨씨|시시)")
_SEATS = re.compile(r"(?P<n>\d{1,2})\s*인승")
_NONE = re.compile(
    r"\s*(?:[은는이가도]|한\s*대도|같은\s*(?:것|거)[은도]?|하나도|전혀|아예|\s)*(?:없|읎|안\s*(?:가지|갖|몰)|처분|팔았|폐차)"
)
_HAS = re.compile(r"있|몰|타고|대(?:[,\s.]|뿐|$|\()|하나|년\s*식|cc|cc|소유|보유|인승|용이|가액")
_OTHER = re.compile(r"(?<![가-힣])(?:중고차|렌터카|렌트카|버스|기차)")


class VehicleReader:
    """Reads vehicles; made once."""

    def __init__(self, data: Vehicles) -> None:
        """Compile the words."""
        self._models = [(one, re.compile(rf"(?<![가-힣A-Za-z])(?:{one_of(one.words)})")) for one in data.models]
        self._generic = re.compile(rf"(?<![가-힣\d])(?:{one_of(data.generic)})(?=[은는이가도를을,\s(]|$|만|\d)")
        self._livelihood, self._disabled = re.compile(one_of(data.livelihood)), re.compile(one_of(data.disabled))

    def read(self, scene: Scene) -> None:
        """Note the vehicles, or that there are none; takes the value that money reading found."""
        value = next((one for one in scene.facts if one.id == "vehicle_value"), None)
        if value is not None:
            scene.facts.remove(value)
        asked = scene.context.asked is not None and scene.context.asked.fact == "vehicles"
        parts = self._models_named(scene, asked)
        denied = False
        if not parts:
            for match in self._generic.finditer(scene.text):
                if not scene.told(scene.clause_at(match.start())):
                    continue
                if _NONE.match(scene.text[match.end() :]):
                    denied = True
                    scene.add("vehicles", None, (), match.start(), match.end())
                    break
                if _HAS.search(scene.text[match.end() : match.end() + 20]):
                    parts = [(match.start(), match.end(), {})]
                    break
        if denied or not parts:
            return
        vehicles = [vehicle for _, _, vehicle in parts]
        if len(vehicles) == 1:
            vehicles[0].update(self._details(scene))
            if value is not None and isinstance(value.value, int):
                vehicles[0]["value"] = value.value
        doubtful = value is not None and not value.sure
        scene.add("vehicles", None, tuple(vehicles), parts[0][0], parts[-1][1], doubtful=doubtful)

    def _models_named(self, scene: Scene, asked: bool) -> list[tuple[int, int, dict[str, Scalar]]]:
        found: list[tuple[int, int, dict[str, Scalar]]] = []
        for model, pattern in self._models:
            for match in pattern.finditer(scene.text):
                clause = scene.clause_at(match.start())
                if not scene.told(clause) or _NONE.match(scene.text[match.end() :]):
                    continue
                if not asked and not _HAS.search(scene.text[match.start() : match.end() + 25] + clause.text):
                    continue
                if any(start < match.end() and match.start() < end for start, end, _ in found):
                    continue
                if found and match[0] in ("1톤", "자가용", "승용차", "경차", "세단"):
                    continue
                vehicle: dict[str, Scalar] = {"kind": model.kind}
                if model.light:
                    vehicle["size_class"] = "light"
                found.append((match.start(), match.end(), vehicle))
        named = [one for one in found if scene.text[one[0] : one[1]] not in ("자가용", "1톤", "승용차", "세단", "경차")]
        return sorted(named or found[:1], key=lambda one: one[0])

    def _details(self, scene: Scene) -> dict[str, Scalar]:
        text, found = scene.text, dict[str, Scalar]()
        if match := _MODEL_YEAR.search(text):
            year = int(match["y"])
            year += 0 if year > 100 else 2000 if 2000 + year <= scene.as_of.year + 1 else 1900
            found["age_years"] = max(scene.as_of.year - year, 0)
        elif match := _YEARS_OLD.search(text):
            found["age_years"] = int(match["n"])
        if match := _ENGINE.search(text):
            found["engine_cc"] = int(match["n"].replace(",", ""))
        if match := _SEATS.search(text):
            found["seats"] = int(match["n"])
        if self._livelihood.search(text):
            found["for_livelihood"] = True
        if self._disabled.search(text):
            found["for_disabled"] = True
        return found
