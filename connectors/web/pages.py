"""Templates and the look a person chose."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from connectors.web import korean
from connectors.web.assets import Assets
from connectors.web.markdown import link_phones, passage_url, render, snippet
from connectors.web.outline import headings, section_title
from connectors.web.texts import Texts
from knowledge.language.masking import mask_persons

_FOLDER = Path(__file__).with_name("templates")
VIEW_COOKIE = "ieum_view"
THEMES = {"auto": "기기 설정대로", "light": "밝게", "dark": "어둡게", "contrast": "선명하게"}
SIZES = {"normal": "보통", "large": "크게", "larger": "더 크게"}


class Pages:
    """Renders templates; a name that is not given fails instead of showing nothing."""

    def __init__(self, assets: Assets, texts: Texts) -> None:
        self.texts = texts
        self._environment = Environment(
            loader=FileSystemLoader(_FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(asset=assets.url, themes=THEMES, sizes=SIZES)
        self._environment.filters.update(
            day=korean.day,
            weekday=korean.day_with_weekday,
            page=korean.page,
            kind=korean.kind,
            markdown=render,
            shown=mask_persons,  # what a document says of a person is not shown on
            phones=lambda text: link_phones(text, texts.phones),
            passage_url=passage_url,
            snippet=snippet,
            headings=headings,
            section_title=section_title,
        )
        self._environment.globals["in_force"] = korean.in_force

    def fragment(self, name: str, **values: Any) -> Markup:
        """A piece of a page; it knows nothing of the request."""
        return Markup(self._environment.get_template(name).render(**values))  # noqa: S704 - autoescaped

    def page(self, request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A whole page in the look that the person chose."""
        theme, size = chosen_view(request.cookies.get(VIEW_COOKIE, ""))
        back = request.url.path if request.method == "GET" else "/"
        html = self._environment.get_template(name).render(theme=theme, size=size, back=back, **values)
        return HTMLResponse(html, status_code=status, headers={"Cache-Control": "private, no-cache"})


def chosen_view(cookie: str) -> tuple[str, str]:
    """Theme and text size of the cookie "dark.large"; whatever is not on the lists reads as the default."""
    theme, _, size = cookie.partition(".")
    return theme if theme in THEMES else "auto", size if size in SIZES else "normal"
