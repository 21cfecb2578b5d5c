"""A file to Documents: the text that all offsets refer to, and what the file says of itself.

`walk` lists what there is to read, `read` reads one file, `attempts` reads one file and goes on
after a broken record. Nothing here opens a network connection.
"""

from kg.reading.content import Content, Unreadable
from kg.reading.files import COMPANIONS, walk
from kg.reading.reader import FORMATS, MEDIA_TYPES, attempts, read

__all__ = ["COMPANIONS", "FORMATS", "MEDIA_TYPES", "Content", "Unreadable", "attempts", "read", "walk"]
