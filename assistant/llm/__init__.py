"""The language model on a leash: it may word what was found and decided, and nothing else.

`opening.open_model` makes one of `IEUM_LLM`; `leash.LeashedAssistant` wraps an assistant. LangChain is an
extra (`llm`) and is imported by `opening`, `agent` and `reading` alone.
"""
