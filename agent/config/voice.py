"""The section `voice:`: how questions are heard and answers spoken."""

from typing import Literal

from pydantic import Field

from agent.config.strict import Strict

Announce = Literal["off", "action", "all"]
Echo = Literal["half_duplex", "device", "cancel"]


class VoiceConfig(Strict):
    """The whole section."""

    ears: str = Field(default="tiny.en", description="Whisper: tiny.en, base, or a folder of a CTranslate2 model")
    threads: int = Field(default=1, ge=1, description="of the ears")
    voice: Literal["piper", "espeak-ng", "flite"] | None = Field(
        default=None, description="who speaks; else Piper where it is installed, then espeak-ng"
    )
    mode: Literal["push", "activity", "wake"] = Field(
        default="push",
        description="push: a key begins a question; activity: speech does; wake: it does behind wake_word",
    )
    wake_word: Literal["okay nabu", "hey jarvis", "hey mycroft", "alexa"] = Field(
        default="okay nabu", description="with mode wake"
    )
    max_words: int = Field(default=40, ge=5, description="of an answer; whole sentences, the first always")
    words: Literal["model", "code"] = Field(
        default="model", description="who words the second and later sentences of an account; the first is code's"
    )
    deadline_s: float = Field(default=4.0, gt=0, description="a later sentence that is not worded by then is code's")
    announce: Announce = Field(default="off", description="incidents that open or end: off, action (ACTION only), all")
    echo: Echo = Field(
        default="half_duplex",
        description="half_duplex: while it speaks only stop words are heard; device: the input device cancels echo; "
        "cancel: labkeeper does; with both of these speech may interrupt an answer",
    )
    stop_words: tuple[str, ...] = Field(
        default=("stop", "quiet", "silence", "cancel", "enough"), description="each cuts an answer off, alone said"
    )
    microphone: str | None = Field(default=None, description="the input device, as sounddevice names it")
    loudspeaker: str | None = Field(default=None, description="the output device, as sounddevice names it")
