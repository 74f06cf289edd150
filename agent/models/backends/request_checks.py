"""What every engine's request must be, and every engine's answer: looked at before sending, and always afterwards.

A decoding grammar is not a proof: engines drop parts of a schema in silence, and an answer that ran into its bound is
cut. So the answer is read as JSON and held against the schema here, whichever engine gave it.
"""

import json
import re

from agent.models.api import ModelFailure, ModelRequest, RunnerOptions
from agent.models.backends.schema_check import faults

CLOUD_NAME = re.compile(r"[:-]cloud$", re.IGNORECASE)
CHARS_A_TOKEN_MOST = 8  # prose has about 4; what claims to hold more in a token was not read in full
CHARS_A_TOKEN_SURE = 6  # a prompt that does not fit even so is not sent


def names_cloud(model: str) -> bool:
    """Whether a name asks for a model that answers from elsewhere."""
    return CLOUD_NAME.search(model.strip()) is not None


def check_request(request: ModelRequest, options: RunnerOptions) -> None:
    """Look at a request before it is sent.

    Raises:
        ModelFailure: it asks for what no engine may be asked, or its prompt cannot fit.
    """
    if names_cloud(request.model):
        raise cloud_refused(request.model)
    if request.num_predict < 1:  # 0 is not zero to Ollama, and -1 has no end
        raise ModelFailure(
            "request", f"{request.task}: num_predict is {request.num_predict}", "give it a bound above 0"
        )
    if not request.messages:
        raise ModelFailure("request", f"{request.task}: a request without messages", "say what is wanted")
    if request.schema is not None:
        wrong = faults(request.schema)
        if wrong:
            said = "; ".join(wrong[:3])
            raise ModelFailure("request", f"{request.task}: its schema would not be honoured: {said}", "simplify it")
    room = options.num_ctx - request.num_predict
    if chars(request) // CHARS_A_TOKEN_SURE > room:
        raise too_long(request, chars(request) // CHARS_A_TOKEN_SURE, options)


def chars(request: ModelRequest) -> int:
    """How long the prompt is, in characters."""
    return sum(len(message.content) for message in request.messages)


def check_prompt_read(request: ModelRequest, options: RunnerOptions, tokens: int) -> None:
    """Look at how many tokens of the prompt an engine says it read; 0 where it does not say.

    Raises:
        ModelFailure: it read more than leaves room for the answer, or so few that it cannot have read all.
    """
    if tokens > options.num_ctx - request.num_predict:
        raise too_long(request, tokens, options)
    if 0 < tokens < chars(request) // CHARS_A_TOKEN_MOST:
        raise ModelFailure(
            "too_long",
            f"{request.model} read {tokens} tokens of a prompt of {chars(request)} characters: it was cut in silence",
            f"raise models.options.{request.model}.num_ctx, or ask with less detail",
        )


def too_long(request: ModelRequest, tokens: int, options: RunnerOptions) -> ModelFailure:
    """A prompt that leaves no room for its answer."""
    return ModelFailure(
        "too_long",
        f"{request.task}: a prompt of about {tokens} tokens and an answer of {request.num_predict} do not fit into "
        f"{options.num_ctx}",
        f"raise models.options.{request.model}.num_ctx, or ask with less detail",
    )


def check_answer(request: ModelRequest, text: str) -> None:
    """Look at a whole answer.

    Raises:
        ModelFailure: it is empty, no JSON where a schema was given, or against the schema.
    """
    if not text.strip():
        raise ModelFailure("bad_answer", f"{request.model} gave an empty answer", "")
    if request.schema is None:
        return
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ModelFailure("bad_answer", f"{request.model} gave no JSON: {error}", "") from error
    from jsonschema import Draft202012Validator

    wrong = next(Draft202012Validator(dict(request.schema)).iter_errors(data), None)
    if wrong is not None:
        raise ModelFailure(
            "bad_answer", f"{request.model} broke the schema at {wrong.json_path}: {wrong.message[:200]}"
        )


def cloud_refused(model: str) -> ModelFailure:
    """A model that would answer from elsewhere."""
    return ModelFailure(
        "refused", f"model {model!r} answers from another machine; no prompt is sent", "route the task to a local model"
    )
