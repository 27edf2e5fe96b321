"""Words of the newsroom that code branches on: roles, states, media. Each value carries its Vietnamese label."""

from enum import StrEnum
from typing import Self


def N_(text: str) -> str:  # noqa: N802  (the name gettext tools look for)
    """Mark a Vietnamese source string for the translators; it is translated where it is shown."""
    return text


class Labelled(StrEnum):
    """A stored code with the words shown for it."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Role(Labelled):
    ADMINISTRATOR = "administrator", N_("Quản trị hệ thống")
    EDITOR = "editor", N_("Biên tập viên")
    REPORTER = "reporter", N_("Phóng viên")
    BOARD = "board", N_("Ban Tuyên giáo")


class UnitKind(Labelled):
    PRESS_UNIT = "press_unit", N_("đơn vị báo chí")
    PROPAGANDA_BOARD = "propaganda_board", N_("cơ quan tuyên giáo")
    PARTY_COMMITTEE = "party_committee", N_("cấp ủy")
    STANDING_COMMITTEE = "standing_committee", N_("ban thường vụ")
    PARTY_CELL = "party_cell", N_("cấp ủy của đơn vị")
    MASS_ORG = "mass_org", N_("đoàn thể")
    OFFICE = "office", N_("văn phòng")
    GROUP = "group", N_("nhóm đơn vị")


class Medium(Labelled):
    PRINT = "bao_in", N_("báo in")
    ONLINE = "bao_dien_tu", N_("báo điện tử")
    RADIO = "phat_thanh", N_("phát thanh")
    TELEVISION = "truyen_hinh", N_("truyền hình")
    PORTAL = "trang_tin_dien_tu", N_("trang thông tin điện tử")


class Status(Labelled):
    """The planned item's states, in the order of the work; the last two need a reason."""

    IDEA = "idea", N_("Ý tưởng")
    PLANNED = "planned", N_("Đã duyệt kế hoạch")
    IN_PROGRESS = "in_progress", N_("Đang thực hiện")
    SUBMITTED = "submitted", N_("Chờ biên tập")
    APPROVED = "approved", N_("Đã duyệt")
    PUBLISHED = "published", N_("Đã đăng, phát")
    POSTPONED = "postponed", N_("Hoãn")
    CANCELLED = "cancelled", N_("Hủy")


class Answer(Labelled):
    """What somebody said to an assignment."""

    PENDING = "pending", N_("chưa trả lời")
    ACCEPTED = "accepted", N_("đã nhận việc")
    DECLINED = "declined", N_("từ chối")


class StepMedia(Labelled):
    """For which media a unit uses a step of its own."""

    ALL = "all", N_("mọi loại hình")
    PRESS = "press", N_("báo in, báo điện tử")
    BROADCAST = "broadcast", N_("phát thanh, truyền hình")


class ColumnForm(Labelled):
    COLUMN = "chuyen_muc", N_("chuyên mục")
    SPECIAL_PAGE = "chuyen_trang", N_("chuyên trang")


class SlotState(Labelled):
    OPEN = "open", N_("kỳ còn trống")
    SKIPPED = "skipped", N_("bỏ kỳ")


class DayOffOrigin(Labelled):
    CALENDAR = "calendar", N_("lịch nghỉ lễ")
    PRESET = "preset", N_("bộ mẫu")
    PERSON = "person", N_("người nhập")


class ExemplarKind(Labelled):
    MODEL = "mo_hinh", N_("mô hình hay")
    METHOD = "cach_lam", N_("cách làm hiệu quả")
    EXAMPLE = "dien_hinh", N_("điển hình")


class TaskPart(Labelled):
    RESPONSIBLE = "responsible", N_("cơ quan chủ trì")
    COOPERATING = "cooperating", N_("cơ quan phối hợp")


class DirectiveRelation(Labelled):
    IMPLEMENTS = "implements", N_("triển khai")
    CONTINUES = "continues", N_("tiếp tục")


class ThemeOrigin(Labelled):
    LETTER = "letter", N_("văn bản chỉ đạo")
    BASIS = "basis", N_("văn bản gốc")
    DERIVED = "derived", N_("đề xuất")


class Confidence(Labelled):
    HIGH = "high", N_("chắc chắn")
    MEDIUM = "medium", N_("cần đối chiếu")
    LOW = "low", N_("đề xuất")


class MatchState(Labelled):
    SUGGESTED = "suggested", N_("gợi ý đối chiếu")
    ACCEPTED = "accepted", N_("nhận theo quy tắc")
    CONFIRMED = "confirmed", N_("đã xác nhận")
    REJECTED = "rejected", N_("không khớp")


class RelevanceState(Labelled):
    SUGGESTED = "suggested", N_("chờ xem")
    COUNTED = "counted", N_("tính là ngoài kế hoạch")
    NOT_RELEVANT = "not_relevant", N_("không liên quan")


class Provenance(Labelled):
    """How a published item is known."""

    FEED = "feed", N_("RSS")
    SITEMAP = "sitemap", N_("sơ đồ trang")
    WEB_LIST = "web_list", N_("trang danh sách")
    BACKFILL = "backfill", N_("lấy bù sau")
    PASTED = "pasted", N_("đường dẫn do người dùng dán")
    BROADCAST_LOG = "broadcast_log", N_("nhật ký phát sóng")
    PRINT_PAGE = "print_page", N_("trang báo in")
    DECLARED = "declared", N_("đơn vị tự báo cáo")


class SourceKind(Labelled):
    """What stands at a source's address."""

    FEED = "feed", N_("RSS, Atom, JSON Feed")
    SITEMAP = "sitemap", N_("Sơ đồ trang (sitemap)")
    WEB_LIST = "web_list", N_("Trang danh sách bài (HTML)")


class LogKind(Labelled):
    """What a unit's list of published items is a list of."""

    BROADCAST = "broadcast", N_("Nhật ký phát sóng")
    PRINT = "print", N_("Danh mục trang báo in")


class LogState(Labelled):
    DRAFT = "draft", N_("Chờ ghi nhận")
    STORED = "stored", N_("Đã ghi nhận")
    DISCARDED = "discarded", N_("Đã bỏ")


class BackfillWay(Labelled):
    """Where the items of an old period are read from."""

    SITEMAP = "sitemap", N_("từ sơ đồ trang")
    PAGES = "pages", N_("từ các trang cũ của danh sách")
    FILE = "file", N_("từ tệp tải lên")


class BackfillState(Labelled):
    RUNNING = "running", N_("Đang lấy bù")
    DONE = "done", N_("Đã xong")
    CANCELLED = "cancelled", N_("Đã dừng")
    FAILED = "failed", N_("Bị lỗi")


class SourceState(Labelled):
    NEW = "new", N_("Mới thêm")
    OK = "ok", N_("Hoạt động")
    LATE = "late", N_("Lâu không có bài mới")
    EMPTY = "empty", N_("Nguồn rỗng")
    NOT_A_FEED = "not-a-feed", N_("Không phải nguồn tin")
    BOT_WALL = "bot-wall", N_("Bị chặn truy cập tự động")
    FAILING = "failing", N_("Lỗi nguồn tin")
    GONE = "gone", N_("Đã ngừng cung cấp")
    PAUSED = "paused", N_("Tạm dừng")


class FetchProblem(Labelled):
    """Why an attempt brought nothing; empty string in the table means it did."""

    DNS = "dns", N_("Không tìm thấy tên máy chủ")
    TLS = "tls", N_("Chứng chỉ bảo mật của máy chủ không hợp lệ")
    CONNECT = "connect", N_("Không kết nối được tới máy chủ")
    TIMEOUT = "timeout", N_("Máy chủ trả lời quá chậm")
    HTTP_4XX = "http-4xx", N_("Máy chủ từ chối hoặc không có địa chỉ này")
    HTTP_5XX = "http-5xx", N_("Máy chủ đang lỗi")
    RATE_LIMITED = "rate-limited", N_("Máy chủ yêu cầu lấy tin chậm lại")
    BOT_WALL = "bot-wall", N_("Trang chặn truy cập tự động")
    NOT_A_FEED = "not-a-feed", N_("Địa chỉ trả về trang web, không phải nguồn tin")
    EMPTY = "empty", N_("Nguồn tin không có bài nào")
    MALFORMED = "malformed", N_("Nguồn tin sai cấu trúc, không đọc được")
    BLOCKED_ADDRESS = "blocked-address", N_("Địa chỉ này không được phép truy cập")
    TOO_BIG = "too-big", N_("Nguồn tin quá lớn")
    TOO_MANY_REDIRECTS = "too-many-redirects", N_("Địa chỉ chuyển hướng quá nhiều lần")
    GONE = "gone", N_("Nguồn tin đã bị gỡ bỏ")
    ROBOTS = "robots", N_("Trang không cho chương trình tự động đọc địa chỉ này (robots.txt)")
    BAD_SELECTOR = "bad-selector", N_("Mẫu chọn bài trên trang không đúng cú pháp")
    INTERNAL = "internal", N_("Chương trình không xử lý được tài liệu này")


class CalendarScope(Labelled):
    """Whose plans a private calendar shows; RIGHTS is no calendar but the version of what its owner may see."""

    MINE = "mine", N_("việc của tôi")
    UNIT = "unit", N_("đơn vị tôi")
    COLUMN = "column", N_("một chuyên mục")
    CAMPAIGN = "campaign", N_("một đợt tuyên truyền")
    RIGHTS = "rights", N_("quyền xem")


class CalendarContent(Labelled):
    """What of these plans it shows, and in which form."""

    ALL = "all", N_("tin, bài và hạn nộp bài")
    WORK = "work", N_("chỉ tin, bài")
    DEADLINES = "deadlines", N_("chỉ hạn nộp bài")
    TASKS = "tasks", N_("danh sách việc cần làm")
    PUBLISHED = "published", N_("tin, bài đã đăng, phát (Atom)")


class PrefixStyle(Labelled):
    """How the state stands before a title."""

    TEXT = "text", N_("chữ, ví dụ [HOÃN]")
    SIGN = "sign", N_("ký hiệu, ví dụ ⏸")


class NoticeKind(Labelled):
    """What a person is told of, in the order of the settings page."""

    ASSIGNED = "assigned", N_("Được phân công")
    UNASSIGNED = "unassigned", N_("Thôi phân công")
    MOVED = "moved", N_("Dời ngày, giờ")
    CHANGED = "changed", N_("Sửa kế hoạch")
    STATUS = "status", N_("Đổi trạng thái")
    DECLINED = "declined", N_("Từ chối phân công")
    POSTPONED = "postponed", N_("Bị hoãn")
    CANCELLED = "cancelled", N_("Bị hủy")
    COMMENT = "comment", N_("Ý kiến mới")
    MENTION = "mention", N_("Được nhắc tên")
    DEADLINE = "deadline", N_("Sắp đến hạn nộp bài")
    LINK = "link", N_("Đã đăng chưa?")
    URGED = "urged", N_("Được đôn đốc")
    URGING_ANSWER = "urging_answer", N_("Phản hồi đôn đốc")
    URGING_DUE = "urging_due", N_("Sắp đến hạn phản hồi đôn đốc")
    EMPTY_SLOT = "empty_slot", N_("Kỳ còn trống")
    SOURCE = "source", N_("Nguồn tin có vấn đề")
    REPORT = "report", N_("Báo cáo định kỳ đã dự thảo")


class NoticeWhy(Labelled):
    """Why this person and not another."""

    MAKER = "maker", N_("được phân công thực hiện")
    FORMER = "former", N_("từng được phân công thực hiện")
    CREATOR = "creator", N_("là người lập tin, bài này")
    MENTIONED = "mentioned", N_("được nhắc tên trong ý kiến")
    TALKER = "talker", N_("đã có ý kiến ở tin, bài này")
    UNIT = "unit", N_("là biên tập viên của đơn vị")
    BOARD = "board", N_("theo dõi, đôn đốc các đơn vị")
    KEEPER = "keeper", N_("quản lý nguồn tin")


class NoticeChannel(Labelled):
    """How a person wants to hear of one kind; mail comes in addition to the program's own list."""

    OFF = "off", N_("Không báo")
    APP = "app", N_("Trong chương trình")
    MAIL = "mail", N_("Thêm thư ngay")
    DIGEST = "digest", N_("Thêm vào thư gộp hằng ngày")


class MailState(Labelled):
    WAITING = "waiting", N_("Chờ gửi")
    SENDING = "sending", N_("Đang gửi")
    SENT = "sent", N_("Đã gửi")
    UNSURE = "unsure", N_("Không rõ đã gửi chưa")
    FAILED = "failed", N_("Không gửi được")
    SKIPPED = "skipped", N_("Không gửi nữa")


class CalendarClock(Labelled):
    """By which of an item's two days the calendar is laid out."""

    PUBLICATION = "dang", N_("Ngày đăng, phát")
    DEADLINE = "han-nop", N_("Hạn nộp bài")


class GapKind(Labelled):
    """What an urging note is about."""

    MISSED_SLOT = "missed_slot", N_("Lỡ kỳ chuyên trang, chuyên mục")
    SHORTFALL = "shortfall", N_("Chậm so với chỉ tiêu")
    LATE_ITEM = "late_item", N_("Tin, bài quá ngày dự kiến")
    UNHEALTHY_FEED = "unhealthy_feed", N_("Nguồn tin không đọc được")
    OTHER = "other", N_("Việc khác")


class UrgingState(Labelled):
    DRAFT = "draft", N_("Bản nháp")
    OPEN = "open", N_("Chờ phản hồi")
    ANSWERED = "answered", N_("Đã phản hồi")
    CLOSED = "closed", N_("Đã đóng")


class MessageKind(Labelled):
    """What a line of an urging note's thread is."""

    REPLY = "reply", N_("Phản hồi")
    NOTE = "note", N_("Trao đổi")
    CLOSED = "closed", N_("Đóng phiếu")
    REOPENED = "reopened", N_("Mở lại phiếu")


class ReportState(Labelled):
    """Of a stored report's newest edition."""

    DRAFT = "draft", N_("Dự thảo")
    CLOSED = "closed", N_("Đã chốt")
    ISSUED = "issued", N_("Đã ban hành")


class FileKind(Labelled):
    """What a report is printed as; the value is the ending of the file's name."""

    WORD = "docx", N_("Word")
    EXCEL = "xlsx", N_("Excel")
    PDF = "pdf", N_("PDF")
    JSON = "json", N_("Số liệu (JSON)")


class FileState(Labelled):
    """Of a report's file made in the background."""

    WAITING = "waiting", N_("Đang chờ")
    WORKING = "working", N_("Đang lập")
    READY = "ready", N_("Đã xong")
    CANCELLED = "cancelled", N_("Đã hủy")
    FAILED = "failed", N_("Không lập được")


class ReminderTo(Labelled):
    """Whom an automatic reminder goes to."""

    MAKERS = "makers", N_("người thực hiện")
    EDITORS = "editors", N_("biên tập viên của đơn vị")
    BOARD = "board", N_("Ban Tuyên giáo")
