"""Who says what: acts of speech with their speaker, their content and how they stand to it."""

from kg.extraction.speech.acts import Mode, SpeechAct, acts, speaker_at

__all__ = ["Mode", "SpeechAct", "acts", "speaker_at"]
