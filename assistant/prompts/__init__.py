"""What a language model is told, as files: `version` in the head of each, read by `assistant.llm.prompts`."""
