"""Our own questions for tuning search: everyday Korean, each aimed at one service, none used in an eval.

``questions/*.jsonl`` holds one service a line, ``{"service": <gov24 id>, "questions": [...]}``;
``same_need.yaml`` lists services that one question fits alike and that training must not use as each
other's wrong answers.
"""
