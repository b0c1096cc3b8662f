/** Server-sent events over fetch: a POST keeps the question out of addresses and logs. */

/** Yields {name, data} for each event. Throws where the answer is not a stream. */
export async function* ask(text, conversation, signal) {
  const response = await fetch("/chat/stream", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ text, conversation }),
    signal,
  });
  if (!response.ok) throw await refusal(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const chunks = (rest + value).split("\n\n");
    rest = chunks.pop();
    for (const chunk of chunks) {
      const event = parse(chunk);
      if (event) yield event;
    }
  }
}

/** The server's own sentence, where it sent one. */
async function refusal(response) {
  const error = new Error(`status ${response.status}`);
  try {
    error.sentence = (await response.json()).error.text;
  } catch {
    error.sentence = "";
  }
  return error;
}

function parse(chunk) {
  let name = "message";
  const data = [];
  for (const line of chunk.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    else if (line.startsWith("data: ")) data.push(line.slice(6));
  }
  return data.length ? { name, data: JSON.parse(data.join("\n")) } : null;
}
