"""Which files may be attached: told by their content, never by their name alone; nothing that carries macros."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from planner.errors import Invalid
from planner.vocabulary import N_

MOST_BYTES = 10 * 1024 * 1024
MOST_PARTS = 5000
MOST_CONTENT_TYPES = 1024 * 1024

KINDS = N_(
    "Chỉ nhận PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument, ảnh JPG/PNG/WebP, âm thanh MP3/M4A, "
    "video MP4 và văn bản .txt, .csv. Lưu tệp sang một dạng trong số này rồi đính kèm lại."
)
MACROS = N_("Tệp có mã lệnh (macro) nên không nhận. Lưu lại thành .docx, .xlsx hoặc .pptx không có macro.")
BROKEN = N_("Tệp bị hỏng hoặc không đúng với đuôi “%(ending)s”. Mở tệp, lưu lại rồi đính kèm lại.")
TOO_BIG = N_("Tệp quá lớn: tối đa 10 MB. Giảm dung lượng hoặc dán đường dẫn tới tệp vào ghi chú.")
EMPTY = N_("Tệp trống. Chọn tệp khác.")

_OFFICE = "application/vnd.openxmlformats-officedocument"
# Ending → (media type, the part that every file of this kind has).
_PACKAGES: Mapping[str, tuple[str, str]] = {
    ".docx": (f"{_OFFICE}.wordprocessingml.document", "word/document.xml"),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", "xl/workbook.xml"),
    ".pptx": (f"{_OFFICE}.presentationml.presentation", "ppt/presentation.xml"),
    ".odt": ("application/vnd.oasis.opendocument.text", "content.xml"),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", "content.xml"),
    ".odp": ("application/vnd.oasis.opendocument.presentation", "content.xml"),
}
_MACRO_NAMES = ("vbaproject", "vbadata", "/activex/", "macrosheets/", "basic/", "scripts/", "oleobject")


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text)


def _is_mp3(data: bytes) -> bool:
    return data.startswith(b"ID3") or (data[0] == 0xFF and data[1:2] >= b"\xe0")


@dataclass(frozen=True, slots=True)
class _Plain:
    """A kind of file that its first bytes tell."""

    mimetype: str
    fits: Callable[[bytes], bool]


_PLAIN: Mapping[str, _Plain] = {
    ".pdf": _Plain("application/pdf", lambda data: data.startswith(b"%PDF-")),
    ".jpg": _Plain("image/jpeg", lambda data: data.startswith(b"\xff\xd8\xff")),
    ".jpeg": _Plain("image/jpeg", lambda data: data.startswith(b"\xff\xd8\xff")),
    ".png": _Plain("image/png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n")),
    ".webp": _Plain("image/webp", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP"),
    ".mp3": _Plain("audio/mpeg", _is_mp3),
    ".m4a": _Plain("audio/mp4", lambda data: data[4:8] == b"ftyp"),
    ".mp4": _Plain("video/mp4", lambda data: data[4:8] == b"ftyp"),
    ".txt": _Plain("text/plain", _is_text),
    ".csv": _Plain("text/csv", _is_text),
}


def media_type(name: str, data: bytes) -> str:
    """The media type under which a file is kept. Raises Invalid with what to do when it may not be attached."""
    ending = PurePath(name).suffix.lower()
    if not data:
        raise Invalid(EMPTY, field="file")
    if len(data) > MOST_BYTES:
        raise Invalid(TOO_BIG, field="file")
    if ending in (".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".xlam", ".ppam"):
        raise Invalid(MACROS, field="file")
    if ending in _PACKAGES:
        return _package_type(ending, data)
    kind = _PLAIN.get(ending)
    if kind is None:
        raise Invalid(KINDS, field="file")
    # A picture or a text that is also an archive is made to deceive.
    if not kind.fits(data) or zipfile.is_zipfile(io.BytesIO(data)):
        raise Invalid(BROKEN, {"ending": ending}, field="file")
    return kind.mimetype


def _package_type(ending: str, data: bytes) -> str:
    mimetype, needed = _PACKAGES[ending]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [info.filename for info in package.infolist()]
            declared = _declared_types(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise Invalid(BROKEN, {"ending": ending}, field="file") from error
    if len(names) > MOST_PARTS or needed not in names:
        raise Invalid(BROKEN, {"ending": ending}, field="file")
    if _has_macros(names) or "macroenabled" in declared:
        raise Invalid(MACROS, field="file")
    return mimetype


def _has_macros(names: list[str]) -> bool:
    paths = ["/" + name.lower().lstrip("/") for name in names]
    return any(word in path for path in paths for word in _MACRO_NAMES)


def _declared_types(package: zipfile.ZipFile) -> str:
    """What the package says about its parts; read with a limit, since a small archive can unpack to gigabytes."""
    if "[Content_Types].xml" not in package.namelist():
        return ""
    with package.open("[Content_Types].xml") as part:
        return part.read(MOST_CONTENT_TYPES).decode("utf-8", "replace").lower()


def shown_name(name: str) -> str:
    """The name a person gave, without folders and control signs, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable()).strip()
    if len(kept) > 200:
        ending = PurePath(kept).suffix[:10]
        kept = kept[: 200 - len(ending)] + ending
    return kept
