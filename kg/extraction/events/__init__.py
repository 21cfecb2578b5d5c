"""What happened: words that tell events, and which words tell the same one."""

from kg.extraction.events.acts import VIOLENT
from kg.extraction.events.agreement import agree
from kg.extraction.events.happenings import Happening, happenings
from kg.extraction.events.settings import place_of
from kg.extraction.events.triggers import Trigger, triggers

__all__ = ["VIOLENT", "Happening", "Trigger", "agree", "happenings", "place_of", "triggers"]
