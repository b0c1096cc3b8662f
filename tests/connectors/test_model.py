"""The model of the settings: none costs nothing, one is put on a leash."""

import subprocess
import sys

import pytest

from connectors.model import leash_of, model_settings
from connectors.settings import Settings


def test_without_a_model_nothing_of_langchains_agents_is_imported():
    code = (
        "import sys; import connectors.app, connectors.model; from connectors.settings import Settings;"
        "leash = connectors.model.leash_of(None, [], Settings(llm=None)).__enter__();"
        "print(leash.hold('the assistant'), sorted({'langchain', 'langgraph', 'openai'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "the assistant []"


@pytest.mark.parametrize(("external", "allowed"), [("deny", False), ("allow", True)])
def test_settings_say_what_the_model_may_be_told(external: str, allowed: bool):
    settings = Settings.model_validate(
        {"llm": "openai:x", "llm_url": "http://127.0.0.1:9/v1", "llm_key": "k", "llm_external": external}
    )
    chosen = model_settings(settings)
    assert chosen is not None
    assert (chosen.name, chosen.url, chosen.key) == ("openai:x", "http://127.0.0.1:9/v1", "k")
    assert chosen.external_allowed is allowed


def test_an_assistant_without_a_model_stays_itself():
    assistant = object()
    with leash_of(None, [], Settings()) as leash:
        assert leash.hold(assistant) is assistant
        assert leash.reader(list) is None
