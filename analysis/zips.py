"""What Python raises over a zip that is damaged, cut off, encrypted or packed in a way that it does not know.

Why in one place: zips come in with exports, HAR files, rules and bundles, and each door has to answer in a sentence.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib

INSIDE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)
"""While a member is read."""
FAULTS = (*INSIDE, RuntimeError, ValueError, OSError)
"""While a zip or one of its members is opened: RuntimeError is zipfile's word for a member that is encrypted, and
(NotImplementedError) packed in an unknown way; ValueError for a list of files that lies before the beginning, and for
names that are no text."""
