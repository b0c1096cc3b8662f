"""The fields of a form that a browser sent without JavaScript."""

from urllib.parse import parse_qs

from fastapi import HTTPException

_FIELDS = 20


def form_fields(body: bytes) -> dict[str, str]:
    """The first value of each field; 422 where the body is no form or has more fields than any of ours."""
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=_FIELDS)
    except ValueError as error:
        raise HTTPException(422) from error
    return {name: values[0] for name, values in fields.items()}
