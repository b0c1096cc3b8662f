"""What an exception on the model's way means. Providers have their own; their names tell enough."""

from assistant.llm.trouble import ModelTrouble, Trouble

_SLOW = ("Timeout",)
_LIMIT = ("GraphRecursion",)
_DECLINED = ("Refusal", "ContentFilter", "ContentPolicy")
_REJECTED = ("BadRequest", "UnprocessableEntity", "RequestTooLarge", "RequestEntityTooLarge")
_TOO_LONG = ("context", "too long", "too large", "exceed", "maximum length", "max_tokens")
_MALFORMED = ("JSONDecode", "Validation", "OutputParser", "ResponseValidation", "UnicodeDecode")


def trouble_of(problem: BaseException) -> Trouble:
    """The kind of trouble; what nobody knows counts as a model that is down."""
    if isinstance(problem, ModelTrouble):
        return problem.kind
    names = [cls.__name__ for cls in type(problem).__mro__]
    if any(part in name for name in names for part in _REJECTED) and _says_too_long(problem):
        return Trouble.LIMIT
    for trouble, parts in (
        (Trouble.SLOW, _SLOW),
        (Trouble.LIMIT, _LIMIT),
        (Trouble.REFUSED, _DECLINED),
        (Trouble.MALFORMED, _MALFORMED),
    ):
        if any(part in name for name in names for part in parts):
            return trouble
    if type(problem) in (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return Trouble.MALFORMED
    return Trouble.DOWN


def _says_too_long(problem: BaseException) -> bool:
    """Whether a server turns a request down because it does not fit the model, as small ones do."""
    said = str(problem).lower()
    return any(words in said for words in _TOO_LONG)
